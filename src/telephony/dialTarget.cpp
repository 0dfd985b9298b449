// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/dialTarget.h"

#include <algorithm>

#include "core/text.h"
#include "sip/message/tokens.h"

namespace sidetone::telephony {
namespace {

core::Error refused(std::string_view typed, std::string why) {
    return core::fail(core::ErrorCode::InvalidInput,
                      "Calling \"" + core::printable(typed, 60) + "\"", std::move(why),
                      "Enter a number, a name, or an address such as anna@office.example.");
}

std::string withoutSeparators(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view(" -.()/").find(c) == std::string_view::npos) out += c;
    }
    return out;
}

sip::Uri inDomain(std::string user, std::string_view domain) {
    sip::Uri uri;
    uri.user = std::move(user);
    uri.host = core::lowerAscii(domain);
    return uri;
}

bool isName(std::string_view text) {
    return !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > 0x20 && byte != 0x7f &&
               std::string_view("<>\"\\^`{|}:@").find(c) == std::string_view::npos;
    });
}

}  // namespace

bool isNumber(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || c == '*' || c == '#';
    });
}

core::Result<sip::Uri> dialTarget(std::string_view typed, std::string_view domain,
                                  const config::DialRules& rules) {
    const auto text = core::trim(typed);
    if (text.empty()) return refused(typed, "there is nothing to call");
    const auto scheme = core::lowerAscii(text.substr(0, text.find(':')));
    if (scheme == "sip" || scheme == "sips") {
        auto uri = sip::Uri::parse(text);
        if (!uri) return refused(typed, uri.error().answer);
        return uri;
    }
    const bool isTel = scheme == "tel";
    // tel:+49-711;ext=3 (RFC 3966): the number alone is dialled.
    const auto rest =
        isTel ? text.substr(4, text.find(';') - std::min(text.find(';'), std::size_t(4))) : text;
    const auto number = withoutSeparators(rest);
    if (isNumber(number)) return inDomain(rules.apply(number), domain);
    if (isTel) return refused(typed, "it is no telephone number");
    if (text.find('@') != std::string_view::npos) {
        auto uri = sip::Uri::parse("sip:" + std::string(text));
        if (!uri || uri->user.empty()) return refused(typed, "it is no address");
        return uri;
    }
    if (!isName(text)) return refused(typed, "it is neither a number nor a name nor an address");
    return inDomain(std::string(text), domain);
}

}  // namespace sidetone::telephony
