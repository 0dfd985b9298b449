// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <string>
#include <string_view>

#include "core/Error.h"

namespace sidetone::office {

// Short forms for the words between the commands and the supervisor.

[[nodiscard]] inline QString toQString(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

[[nodiscard]] inline std::string textOf(const QJsonObject& object, const char* key) {
    return object[QLatin1String(key)].toString().toStdString();
}

/// {"ok": true} and what else there is to say.
[[nodiscard]] inline QJsonObject okAnswer(QJsonObject more = {}) {
    more[QLatin1String("ok")] = true;
    return more;
}

/// {"ok": false, "error": sentence}.
[[nodiscard]] inline QJsonObject errorAnswer(const core::Error& error) {
    return {{QStringLiteral("ok"), false}, {QStringLiteral("error"), toQString(error.sentence())}};
}

}  // namespace sidetone::office
