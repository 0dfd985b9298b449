// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ReportController.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include "client/Client.h"
#include "models/words.h"

namespace sidetone::desktop {

using Shown::Report;

ReportController::ReportController(client::Client& client, Opener opener, QObject* parent)
    : RowModel({{"name", [](const ReportRow& r) -> QVariant { return r.key; }},
                {"size", [](const ReportRow& r) -> QVariant { return r.size; }}},
               parent),
      client_(client),
      opener_(std::move(opener)) {}

QString ReportController::path() const {
    return toQt(report_.path);
}
QString ReportController::destination() const {
    return QUrl(toQt(report_.uploadUrl)).host();
}
QString ReportController::whyNotSent() const {
    if (!report_.uploadUrl.empty()) return {};
    return report_.whyNoUpload.empty() ? tr("Your organisation takes no reports this way.")
                                       : toQt(report_.whyNoUpload);
}
QString ReportController::text() const {
    return has(chosen_) ? toQt(report_.files[static_cast<std::size_t>(chosen_)].text) : QString();
}

void ReportController::setChosen(int row) {
    const int wanted = has(row) ? row : -1;
    if (wanted == chosen_) return;
    chosen_ = wanted;
    Q_EMIT chosenChanged();
}

void ReportController::go(Report state, const QString& problem) {
    state_ = state;
    problem_ = problem;
    Q_EMIT changed();
}

void ReportController::show(client::Report report) {
    report_ = std::move(report);
    std::vector<ReportRow> rows;
    for (const auto& file : report_.files) {
        rows.push_back({toQt(file.name),
                        QLocale().formattedDataSize(static_cast<qint64>(file.text.size()), 1)});
    }
    setRows(std::move(rows));
    chosen_ = -1;
    Q_EMIT chosenChanged();
}

void ReportController::write(const QString& description) {
    if (state_ != Report::Idle) return;
    go(Report::Writing);
    client_.makeReport(description.trimmed().toStdString())
        .then(owner_, [this](core::Result<client::Report> report) {
            if (!report) return go(Report::Idle, toQt(report.error().sentence()));
            show(std::move(*report));
            go(Report::Written);
        });
}

void ReportController::send() {
    if (state_ != Report::Written || report_.uploadUrl.empty()) return;
    go(Report::Sending);
    client_.sendReport(report_).then(owner_, [this](const core::Result<void>& sent) {
        if (!sent) return go(Report::Written, toQt(sent.error().sentence()));
        go(Report::Sent);
    });
}

void ReportController::cancel() {
    owner_.cancelAll();
    if (state_ == Report::Writing) go(Report::Idle);
    if (state_ == Report::Sending) go(Report::Written);
}

void ReportController::discard() {
    owner_.cancelAll();
    if (!report_.path.empty() && state_ != Report::Sent) QFile::remove(path());
    show({});
    go(Report::Idle);
}

bool ReportController::openFolder() {
    const auto folder = QFileInfo(path()).absolutePath();
    return !report_.path.empty() && opener_(QUrl::fromLocalFile(folder));
}

}  // namespace sidetone::desktop
