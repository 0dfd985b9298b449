// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/Report.h"

#include <fcntl.h>

#include <QDateTime>
#include <QJsonDocument>

namespace sidetone::office {

namespace {

QString toQString(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

Report::Report(Descriptor reader, const std::string& logFile)
    : reader_(std::move(reader)),
      log_(::open(logFile.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600)) {}

void Report::tell(const QJsonObject& event) {
    if (!reader_.isOpen()) return;
    const QByteArray line = QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n';
    // Nobody reads any more once the start is done: then the pipe is closed.
    if (::write(reader_.number(), line.data(), static_cast<std::size_t>(line.size())) < 0) {
        reader_.close();
    }
}

void Report::log(const std::string& text) const {
    const std::string line =
        QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toStdString() + " " + text +
        "\n";
    (void)!::write(log_.number(), line.data(), line.size());
}

void Report::server(std::string_view name, const std::string& where, int milliseconds) {
    log(std::string(name) + " serves at " + where + " after " + std::to_string(milliseconds) +
        " ms");
    tell({{QStringLiteral("event"), QStringLiteral("server")},
          {QStringLiteral("name"), toQString(name)},
          {QStringLiteral("where"), toQString(where)},
          {QStringLiteral("milliseconds"), milliseconds}});
}

void Report::note(const std::string& text) {
    log(text);
    tell({{QStringLiteral("event"), QStringLiteral("note")},
          {QStringLiteral("text"), toQString(text)}});
}

void Report::up(int milliseconds, long memory) {
    log("all servers serve after " + std::to_string(milliseconds) + " ms, " +
        std::to_string(memory / 1024) + " MB");
    tell({{QStringLiteral("event"), QStringLiteral("up")},
          {QStringLiteral("milliseconds"), milliseconds},
          {QStringLiteral("memory"), static_cast<qint64>(memory)}});
}

void Report::failed(const core::Error& error) {
    log(error.sentence());
    tell({{QStringLiteral("event"), QStringLiteral("failed")},
          {QStringLiteral("sentence"), toQString(error.sentence())}});
}

}  // namespace sidetone::office
