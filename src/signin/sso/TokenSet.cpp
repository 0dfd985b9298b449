// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sso/TokenSet.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cmath>

#include "core/text.h"

namespace sidetone::signin::sso {
namespace {

using core::ErrorCode;
using core::Milliseconds;

constexpr auto tried = "Finishing the single sign-on";
constexpr Milliseconds assumed = std::chrono::hours(1);
constexpr Milliseconds longest = std::chrono::hours(24 * 30);
constexpr std::size_t longestToken = 64U << 10U;

QJsonObject jsonOf(std::string_view text) {
    return QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())))
        .object();
}

std::string text(const QJsonObject& object, const char* name) {
    return object.value(QLatin1String(name)).toString().toStdString();
}

std::optional<Milliseconds> inSeconds(double seconds) {
    if (!std::isfinite(seconds) || seconds < 1) return {};
    constexpr auto most = static_cast<double>(longest.count());
    return Milliseconds(static_cast<std::int64_t>(std::min(seconds * 1000, most)));
}

/// expires_in as a number, or as some servers write it, in quotes.
std::optional<Milliseconds> expiresIn(const QJsonValue& value) {
    if (value.isDouble()) return inSeconds(value.toDouble());
    const auto number = core::parseNumber(value.toString().toStdString());
    return number ? inSeconds(static_cast<double>(*number)) : std::nullopt;
}

/// A token travels in headers: nothing in it may end one.
bool isSound(const std::string& token) {
    return !token.empty() && token.size() <= longestToken &&
           std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

core::Result<TokenSet> made(const std::string& access, std::optional<Milliseconds> lifetime,
                            const std::string& refresh) {
    if (!isSound(access) || (!refresh.empty() && !isSound(refresh))) {
        return core::fail(ErrorCode::BadAnswer, tried, "the server's answer holds no usable token",
                          "Ask your administrator to look at the sign-on server.");
    }
    if (!lifetime) lifetime = claimedLifetime(access);
    TokenSet set;
    set.lifetime = std::min(lifetime.value_or(assumed), longest);
    set.access = core::Secret(access);
    set.refresh = core::Secret(refresh);
    return set;
}

core::Error refusal(const std::string& error, const std::string& description) {
    const auto said = core::printable(error, 60) +
                      (description.empty() ? "" : ": " + core::printable(description, 200));
    if (error == "invalid_grant") {
        return core::fail(ErrorCode::Unauthorised, tried,
                          "the sign-on server takes it no longer (" + said + ")", "Sign in again.");
    }
    return core::fail(ErrorCode::Forbidden, tried, "the sign-on server refused (" + said + ")",
                      "Ask your administrator to look at the sign-on server.");
}

}  // namespace

std::optional<Milliseconds> claimedLifetime(std::string_view jwt) {
    const auto parts = core::split(jwt, '.');
    if (parts.size() < 3) return {};
    const QByteArray encoded(parts[1].data(), static_cast<qsizetype>(parts[1].size()));
    const auto claims =
        jsonOf(QByteArray::fromBase64(encoded, QByteArray::Base64UrlEncoding).toStdString());
    const auto ends = claims.value(QLatin1String("exp"));
    const auto began = claims.value(QLatin1String("iat"));
    if (!ends.isDouble() || !began.isDouble()) return {};
    return inSeconds(ends.toDouble() - began.toDouble());
}

core::Result<TokenSet> readTokenAnswer(int status, std::string_view body) {
    const auto answer = jsonOf(body);
    if (const auto error = text(answer, "error"); !error.empty()) {
        return refusal(error, text(answer, "error_description"));
    }
    if (status >= 500) {
        return core::fail(ErrorCode::Unavailable, tried,
                          "the sign-on server answered " + std::to_string(status),
                          "Try again in a few minutes.");
    }
    if (status != 200) {
        return core::fail(ErrorCode::BadAnswer, tried,
                          "the sign-on server answered " + std::to_string(status),
                          "Ask your administrator to look at the sign-on server.");
    }
    return made(text(answer, "access_token"), expiresIn(answer.value(QLatin1String("expires_in"))),
                text(answer, "refresh_token"));
}

core::Result<TokenSet> readTokenFields(const std::map<std::string, std::string>& fields) {
    const auto value = [&](const char* name) {
        const auto at = fields.find(name);
        return at == fields.end() ? std::string() : at->second;
    };
    const auto number = core::parseNumber(value("expires_in"));
    return made(value("access_token"),
                number ? inSeconds(static_cast<double>(*number)) : std::nullopt, {});
}

}  // namespace sidetone::signin::sso
