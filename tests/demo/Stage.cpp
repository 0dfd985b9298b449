// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/Stage.h"

#include <QDir>
#include <QRegularExpression>

namespace sidetone::demo {

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::fail;

core::Result<std::unique_ptr<Stage>> Stage::build(const QString& folder, const QString& programs,
                                                  StageOptions options) {
    auto stage = std::unique_ptr<Stage>(new Stage(folder, programs));
    // An office of an earlier run that was broken off still holds its folder.
    if (QDir(folder).exists()) {
        (void)stage->office({u"stop"_s}, 10'000);
        QDir(folder).removeRecursively();
    }
    QDir().mkpath(folder);
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (auto started = stage->startOffice(options); !started) return started.error();
    if (auto read = stage->readOfficeEnvironment(); !read) return read.error();
    if (options.display) {
        if (auto shown = stage->startDisplay(); !shown) return shown.error();
    }
    return stage;
}

Stage::Stage(QString folder, QString programs)
    : folder_(std::move(folder)), programs_(std::move(programs)) {}

Stage::~Stage() {
    if (officeIsUp_) (void)office({u"stop"_s}, 10'000);
    if (display_) {
        display_->terminate();
        display_->waitForFinished(3'000);
    }
}

core::Result<QString> Stage::office(const QStringList& arguments, int milliseconds) {
    QProcess process;
    process.setProcessEnvironment(environment_);
    const QStringList all{arguments.first(), u"--folder"_s, folder_ + u"/office"_s};
    process.start(programs_ + u"/sidetone-office"_s, all + arguments.mid(1));
    const auto tried = "sidetone-office " + arguments.join(u' ').toStdString();
    if (!process.waitForFinished(milliseconds)) {
        process.kill();
        process.waitForFinished(1'000);
        return fail(ErrorCode::Timeout, tried, "it did not end");
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        return fail(ErrorCode::Unavailable, tried,
                    QString::fromUtf8(process.readAllStandardError()).trimmed().toStdString());
    }
    return QString::fromUtf8(process.readAllStandardOutput());
}

core::Status Stage::startOffice(const StageOptions& options) {
    const auto people = QString::number(options.people);
    QStringList words{u"start"_s, u"--people"_s, people, u"--contacts"_s, people};
    if (!options.extras.isEmpty()) words << u"--with"_s << options.extras;
    auto text = office(words, 60'000);
    if (!text) return text.error();
    officeText_ = *text;
    officeIsUp_ = true;
    return {};
}

core::Status Stage::readOfficeEnvironment() {
    auto text = office({u"env"_s}, 10'000);
    if (!text) return text.error();
    static const QRegularExpression line(u"^export (\\w+)=(['\"]?)(.*)\\2$"_s,
                                         QRegularExpression::MultilineOption);
    auto each = line.globalMatch(*text);
    while (each.hasNext()) {
        const auto match = each.next();
        environment_.insert(match.captured(1), match.captured(3));
    }
    if (environment_.contains(u"SIDETONE_NAMESERVER"_s)) return {};
    return fail(ErrorCode::BadAnswer, "sidetone-office env", "it named no name server");
}

core::Status Stage::startDisplay() {
    hasRealDisplay_ =
        environment_.contains(u"DISPLAY"_s) || environment_.contains(u"WAYLAND_DISPLAY"_s);
    if (hasRealDisplay_) return {};
    display_ = std::make_unique<QProcess>();
    display_->setStandardErrorFile(folder_ + u"/display.log"_s);
    display_->start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"1600x1000x24"_s,
                                u"-nolisten"_s, u"tcp"_s, u"-noreset"_s});
    while (display_->waitForReadyRead(10'000)) {
        const auto number = display_->readLine().trimmed();
        if (number.isEmpty()) continue;
        environment_.insert(u"DISPLAY"_s, u":"_s + QString::fromLatin1(number));
        environment_.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        return {};
    }
    return fail(ErrorCode::Unavailable, "Starting the virtual display Xvfb",
                display_->errorString().toStdString(), "See display.log in the demo's folder.");
}

QString Stage::user(int index) const {
    return environment_.value(u"SIDETONE_USER_%1"_s.arg(index));
}

QString Stage::number(int index) const {
    return environment_.value(u"SIDETONE_NUMBER_%1"_s.arg(index));
}

QString Stage::passwordFile(int index) const {
    return environment_.value(u"SIDETONE_PASSWORD_FILE_%1"_s.arg(index));
}

}  // namespace sidetone::demo
