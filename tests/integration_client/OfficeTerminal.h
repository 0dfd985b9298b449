// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "OfficeFixture.h"
#include "demo/Program.h"

namespace sidetone::test {

/// `sidetonectl serve` for a person of the office, on a profile that a test may have used before.
/// Its secrets are in its memory alone, as those of clients inside the test.
inline std::unique_ptr<demo::Program> officeTerminal(const OfficeFixture& office, int person,
                                                     const QString& profile) {
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const auto* name : {"SIDETONE_NAMESERVER", "SIDETONE_CA_FILE"}) {
        environment.insert(QLatin1String(name), QString::fromStdString(office.variable(name)));
    }
    environment.insert(QStringLiteral("SIDETONE_KEY_STORE"), QStringLiteral("memory"));
    const auto password = office.variable("SIDETONE_PASSWORD_FILE_" + std::to_string(person));
    const QStringList arguments{
        QStringLiteral("--profile"),       profile,
        QStringLiteral("--audio-out"),     profile + QStringLiteral(".wav"),
        QStringLiteral("--password-file"), QString::fromStdString(password),
        QStringLiteral("serve"),           QString::fromStdString(office.user(person))};
    return std::make_unique<demo::Program>(QString::fromStdString(office.user(person)),
                                           QStringLiteral(SIDETONE_BIN_DIR "/sidetonectl"),
                                           arguments, environment);
}

}  // namespace sidetone::test
