// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "demo/Program.h"
#include "demo/Stage.h"

namespace sidetone::test {

/// `sidetonectl serve` for a demo user of the stage; `password` replaces the right one.
inline std::unique_ptr<demo::Program> terminal(const demo::Stage& stage, int user,
                                               const QString& profile,
                                               const QString& passwordFile = {},
                                               const QString& address = {}) {
    const QStringList arguments{
        QStringLiteral("--profile"),
        stage.folder() + QLatin1Char('/') + profile,
        QStringLiteral("--audio-out"),
        stage.folder() + QLatin1Char('/') + profile + QStringLiteral(".wav"),
        QStringLiteral("--password-file"),
        passwordFile.isEmpty() ? stage.passwordFile(user) : passwordFile,
        QStringLiteral("serve"),
        address.isEmpty() ? stage.user(user) : address};
    return std::make_unique<demo::Program>(
        profile, stage.programs() + QStringLiteral("/sidetonectl"), arguments, stage.environment());
}

inline demo::Program::Test eventIs(const QString& name) {
    return
        [name](const QJsonObject& event) { return event.value(QStringLiteral("event")) == name; };
}

/// The end of a sign-in, either way.
inline bool isSignInEnd(const QJsonObject& event) {
    const auto name = event.value(QStringLiteral("event")).toString();
    return name == QStringLiteral("signin.ready") || name == QStringLiteral("signin.failed");
}

}  // namespace sidetone::test
