// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/message/Via.h"

#include <algorithm>

#include "core/text.h"
#include "sip/message/tokens.h"

namespace sidetone::sip {

core::Result<Via> Via::parse(std::string_view text) {
    const auto bad = [&](std::string why) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading Via " + core::printable(text, 80),
                          std::move(why));
    };
    // sent-protocol: three parts with white space allowed round the slashes (RFC 3261 25.1).
    const auto first = text.find('/');
    const auto second = first == std::string_view::npos ? first : text.find('/', first + 1);
    if (second == std::string_view::npos) return bad("no protocol");
    if (!core::equalsIgnoringCase(core::trim(text.substr(0, first)), "SIP") ||
        core::trim(text.substr(first + 1, second - first - 1)) != "2.0") {
        return bad("not SIP/2.0");
    }
    const auto behind = core::trim(text.substr(second + 1));
    const auto space = behind.find_first_of(" \t");
    if (space == std::string_view::npos) return bad("no sent-by");
    Via via;
    via.transport = core::lowerAscii(behind.substr(0, space));
    std::transform(via.transport.begin(), via.transport.end(), via.transport.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (!isToken(via.transport)) return bad("no transport");
    const auto sent = behind.substr(space + 1);
    const auto semicolon = sent.find(';');
    auto where = parseHostPort(sent.substr(0, semicolon));
    if (!where) return bad("bad sent-by");
    via.host = std::move(where->host);
    via.port = where->port;
    if (semicolon != std::string_view::npos) {
        auto parameters = Parameters::parse(sent.substr(semicolon + 1));
        if (!parameters) return bad(parameters.error().answer);
        via.parameters = std::move(*parameters);
    }
    return via;
}

std::string Via::text() const {
    std::string out = "SIP/2.0/" + transport + " " + host;
    if (port != 0) out += ":" + std::to_string(port);
    return out + parameters.text();
}

std::string Via::sentBy() const {
    const int given = port;
    const int usual = transport == "TLS" ? 5061 : 5060;
    return host + ":" + std::to_string(given != 0 ? given : usual);
}

}  // namespace sidetone::sip
