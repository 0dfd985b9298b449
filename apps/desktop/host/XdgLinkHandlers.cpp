// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/XdgLinkHandlers.h"

#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QStandardPaths>

namespace sidetone::desktop {
namespace {

QString typeOf(const QString& scheme) {
    return QStringLiteral("x-scheme-handler/") + scheme;
}

}  // namespace

void XdgLinkHandlers::run(const QStringList& arguments, Ended ended) {
    auto* process = new QProcess(this);
    const auto finish = [process, ended = std::move(ended)](bool isDone) {
        process->disconnect();
        process->deleteLater();
        ended(isDone, QString::fromUtf8(process->readAllStandardOutput()).trimmed());
    };
    connect(process, &QProcess::finished, this, [finish](int code) { finish(code == 0); });
    connect(process, &QProcess::errorOccurred, this, [finish](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) finish(false);
    });
    process->start(QStringLiteral("xdg-mime"), arguments, QIODevice::ReadOnly);
}

void XdgLinkHandlers::look(const QStringList& schemes, std::function<void(QStringList)> done) {
    lookAt(schemes, {}, std::move(done));
}

void XdgLinkHandlers::lookAt(const QStringList& schemes, QStringList found,
                             std::function<void(QStringList)> done) {
    if (found.size() == schemes.size()) return done(found);
    run({QStringLiteral("query"), QStringLiteral("default"), typeOf(schemes[found.size()])},
        [this, schemes, found, done = std::move(done)](bool, const QString& entry) mutable {
            found << entry;
            lookAt(schemes, std::move(found), std::move(done));
        });
}

void XdgLinkHandlers::claim(const QStringList& schemes, std::function<void(core::Status)> done) {
    QStringList arguments{QStringLiteral("default"),
                          QGuiApplication::desktopFileName() + QStringLiteral(".desktop")};
    // Pages write them in capitals too, and xdg-open looks for what is written.
    for (const auto& scheme : schemes) arguments << typeOf(scheme) << typeOf(scheme.toUpper());
    run(arguments, [done = std::move(done)](bool isDone, const QString&) {
        if (isDone) return done({});
        done(core::fail(core::ErrorCode::Unavailable, "Opening links with Sidetone",
                        "the desktop did not take it (xdg-mime)",
                        "Choose it in the desktop's own settings for applications."));
    });
}

QString XdgLinkHandlers::nameOf(const QString& entry) const {
    QFile file(QStandardPaths::locate(QStandardPaths::ApplicationsLocation, entry));
    if (!file.open(QIODevice::ReadOnly)) return entry;
    while (!file.atEnd()) {
        const auto line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.startsWith(QLatin1String("Name="))) return line.mid(5);
    }
    return entry;
}

}  // namespace sidetone::desktop
