// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include "OfficeFixture.h"

namespace sidetone::test {

/// One run of sidetonectl to its end.
struct TerminalRun {
    int status = -1;
    QString output;
    QString error;

    [[nodiscard]] QJsonObject json() const {
        return QJsonDocument::fromJson(output.toUtf8()).object();
    }
    [[nodiscard]] QString firstLine() const { return output.section(QLatin1Char('\n'), 0, 0); }
};

/// Runs sidetonectl with a profile of its own; `extra` goes into the environment.
inline TerminalRun runTerminal(const QStringList& arguments, const QString& profile,
                               const QProcessEnvironment& extra = {}) {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(extra);
    environment.insert(QStringLiteral("SIDETONE_PROFILE"), profile);
    environment.insert(QStringLiteral("SIDETONE_KEY_STORE"), QStringLiteral("memory"));
    if (!extra.contains(QStringLiteral("SIDETONE_CONFIGURATION"))) {
        environment.insert(QStringLiteral("SIDETONE_CONFIGURATION"),
                           profile + QStringLiteral("-etc"));
    }
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(SIDETONE_BIN_DIR "/sidetonectl"), arguments);
    if (!process.waitForFinished(40'000)) {
        process.kill();
        process.waitForFinished();
        return {-1, {}, QStringLiteral("sidetonectl did not end")};
    }
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

/// What sidetonectl needs to find this office.
inline QProcessEnvironment environmentOf(const OfficeFixture& office) {
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("SIDETONE_NAMESERVER"),
                       QString::fromStdString(office.nameServer()));
    environment.insert(QStringLiteral("SIDETONE_CA_FILE"), QString::fromStdString(office.caFile()));
    environment.insert(QStringLiteral("SIDETONE_PASSWORD_FILE"),
                       QString::fromStdString(office.variable("SIDETONE_PASSWORD_FILE_1")));
    return environment;
}

}  // namespace sidetone::test
