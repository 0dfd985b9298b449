// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/message/NameAddress.h"

#include "core/text.h"
#include "sip/message/tokens.h"

namespace sidetone::sip {
namespace {

core::Error bad(std::string_view text, std::string why) {
    return core::fail(core::ErrorCode::BadAnswer,
                      "Reading the address " + core::printable(text, 80), std::move(why));
}

/// Where the `<` of a name-addr stands: behind an optional display name.
std::size_t findAngle(std::string_view text) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quoted && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && text[i] == '<') {
            return i;
        }
    }
    return std::string_view::npos;
}

/// A display name is a quoted string or a row of tokens (RFC 3261 25.1).
bool takeDisplay(std::string_view text, std::string& display) {
    text = core::trim(text);
    if (text.empty()) return true;
    if (text.front() == '"') {
        auto inside = unquote(text);
        if (!inside) return false;
        display = std::move(*inside);
        return true;
    }
    if (text.find('"') != std::string_view::npos || text.find(',') != std::string_view::npos) {
        return false;
    }
    display = std::string(text);
    return true;
}

}  // namespace

core::Result<NameAddress> NameAddress::parse(std::string_view text) {
    text = core::trim(text);
    NameAddress result;
    std::string_view address = text;
    std::string_view rest;
    const auto angle = findAngle(text);
    if (angle != std::string_view::npos) {
        if (!takeDisplay(text.substr(0, angle), result.display)) {
            return bad(text, "its display name is broken");
        }
        const auto close = text.find('>', angle);
        if (close == std::string_view::npos) return bad(text, "it has < without >");
        address = text.substr(angle + 1, close - angle - 1);
        rest = core::trim(text.substr(close + 1));
        if (!rest.empty() && rest.front() != ';') return bad(text, "something stands behind >");
    } else {
        // RFC 3261 20: without brackets, parameters belong to the header, not to the URI.
        const auto semicolon = text.find(';');
        address = core::trim(text.substr(0, semicolon));
        if (semicolon != std::string_view::npos) rest = text.substr(semicolon);
        if (address.find_first_of(",?") != std::string_view::npos) {
            return bad(text, "a comma or question mark needs < and >");
        }
    }
    auto uri = Uri::parse(address);
    if (!uri) return bad(text, uri.error().answer);
    result.uri = std::move(*uri);
    if (!rest.empty()) {
        auto parameters = Parameters::parse(rest.substr(1));
        if (!parameters) return bad(text, parameters.error().answer);
        result.parameters = std::move(*parameters);
    }
    return result;
}

std::string NameAddress::text() const {
    std::string out;
    if (!display.empty()) out = quote(display) + " ";
    return out + "<" + uri.text() + ">" + parameters.text();
}

}  // namespace sidetone::sip
