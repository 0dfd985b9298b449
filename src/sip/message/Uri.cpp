// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/message/Uri.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "sip/message/tokens.h"

namespace sidetone::sip {
namespace {

constexpr std::size_t longestUri = 2048;
/// RFC 3261 25.1 user-unreserved, beside unreserved.
constexpr std::string_view userAlso = "&=+$,;?/";
constexpr std::string_view passwordAlso = "&=+$,";

core::Error bad(std::string_view text, std::string why) {
    return core::fail(core::ErrorCode::InvalidInput,
                      "Reading the address " + core::printable(text, 80), std::move(why));
}

bool isScheme(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    });
}

/// Splits "user:password@" off and stores it.
bool takeUserInfo(std::string_view userInfo, Uri& uri) {
    const auto colon = userInfo.find(':');
    auto user = percentDecode(userInfo.substr(0, colon));
    if (!user || user->empty()) return false;
    uri.user = std::move(*user);
    if (colon == std::string_view::npos) return true;
    auto password = percentDecode(userInfo.substr(colon + 1));
    if (!password) return false;
    uri.password = std::move(*password);
    return true;
}

/// RFC 3261 19.1.4: these four must be in both or in neither.
constexpr std::array<std::string_view, 4> mustAgree{"user", "ttl", "method", "maddr"};

bool parametersAgree(const Parameters& a, const Parameters& b) {
    const bool same = std::all_of(mustAgree.begin(), mustAgree.end(), [&](std::string_view name) {
        return a.has(name) == b.has(name);
    });
    return same && std::all_of(a.all().begin(), a.all().end(), [&](const auto& parameter) {
               return !b.has(parameter.name) ||
                      core::equalsIgnoringCase(a.value(parameter.name), b.value(parameter.name));
           });
}

std::vector<std::string> sortedHeaders(std::string_view headers) {
    std::vector<std::string> parts;
    for (const auto part : core::split(headers, '&')) parts.push_back(core::lowerAscii(part));
    std::sort(parts.begin(), parts.end());
    return parts;
}

}  // namespace

core::Result<Uri> Uri::parse(std::string_view text) {
    if (text.size() > longestUri) return bad(text, "it is longer than 2048 bytes");
    const bool clean = std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > 0x20 && byte != 0x7f && c != '<' && c != '>' && c != '"';
    });
    if (!clean) return bad(text, "it has a space or another character that may not be there");
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return bad(text, "it has no scheme such as sip:");
    Uri uri;
    uri.scheme = core::lowerAscii(text.substr(0, colon));
    if (!isScheme(uri.scheme)) return bad(text, "its scheme is none");
    auto rest = text.substr(colon + 1);
    if (!uri.isSip()) {
        if (rest.empty()) return bad(text, "nothing stands behind its scheme");
        uri.opaque = std::string(rest);
        return uri;
    }
    // The user part may hold ';' and '?', so that the @ decides first.
    const auto at = rest.find('@');
    if (at != std::string_view::npos) {
        if (!takeUserInfo(rest.substr(0, at), uri)) return bad(text, "its user part is broken");
        rest = rest.substr(at + 1);
    }
    const auto question = rest.find('?');
    if (question != std::string_view::npos) {
        uri.headers = std::string(rest.substr(question + 1));
        rest = rest.substr(0, question);
    }
    const auto semicolon = rest.find(';');
    auto where = parseHostPort(rest.substr(0, semicolon));
    if (!where) return bad(text, "its host or port is broken");
    uri.host = std::move(where->host);
    uri.port = where->port;
    if (semicolon != std::string_view::npos) {
        auto parameters = Parameters::parse(rest.substr(semicolon + 1));
        if (!parameters) return bad(text, parameters.error().answer);
        uri.parameters = std::move(*parameters);
    }
    return uri;
}

std::string Uri::text() const {
    if (!isSip()) return scheme + ":" + opaque;
    std::string out = scheme + ":";
    if (!user.empty()) {
        out += percentEncode(user, userAlso);
        if (!password.empty()) out += ":" + percentEncode(password, passwordAlso);
        out += "@";
    }
    out += host;
    if (port != 0) out += ":" + std::to_string(port);
    out += parameters.text();
    if (!headers.empty()) out += "?" + headers;
    return out;
}

std::string Uri::shortText() const {
    if (!isSip()) return text();
    Uri plain;
    plain.scheme = scheme;
    plain.user = user;
    plain.host = host;
    return plain.text();
}

bool equivalent(const Uri& a, const Uri& b) {
    if (a.scheme != b.scheme) return false;
    if (!a.isSip()) return a.opaque == b.opaque;
    return a.user == b.user && a.password == b.password && a.host == b.host && a.port == b.port &&
           parametersAgree(a.parameters, b.parameters) &&
           sortedHeaders(a.headers) == sortedHeaders(b.headers);
}

}  // namespace sidetone::sip
