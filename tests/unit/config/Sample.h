// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <string>

/// A document of tests/unit/config/samples.
inline std::string sample(const char* name) {
    QFile file(QStringLiteral(SIDETONE_SOURCE_DIR "/tests/unit/config/samples/") +
               QString::fromUtf8(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return file.readAll().toStdString();
}
