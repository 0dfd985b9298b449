// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/call/Referral.h"

#include "core/text.h"
#include "sip/message/tokens.h"

namespace sidetone::sip {
namespace {

core::Error bad(core::ErrorCode code, std::string why) {
    return core::fail(code, "Reading a transfer", std::move(why));
}

/// The value of a header that a URI carries (RFC 3261 19.1.1: name=value joined by &).
std::string headerIn(std::string_view headers, std::string_view wanted) {
    for (const auto part : core::split(headers, '&')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = percentDecode(part.substr(0, equals));
        if (!name || !core::equalsIgnoringCase(*name, wanted)) continue;
        return percentDecode(part.substr(equals + 1)).value_or(std::string());
    }
    return {};
}

}  // namespace

core::Result<Referral> Referral::parse(const Request& refer) {
    if (refer.headers.values("Refer-To").size() != 1) {
        return bad(core::ErrorCode::BadAnswer, "Needs one Refer-To");
    }
    auto target = NameAddress::parse(refer.headers.first("Refer-To"));
    if (!target) return bad(core::ErrorCode::BadAnswer, "Bad Refer-To");
    if (!target->uri.isSip() || target->uri.host.empty()) {
        return bad(core::ErrorCode::Unsupported, "only SIP addresses can be called");
    }
    const auto method = target->uri.parameters.value("method");
    if (!method.empty() && method != "INVITE") {
        return bad(core::ErrorCode::Unsupported, "a transfer can only ask for a call");
    }
    Referral referral;
    referral.replaces = headerIn(target->uri.headers, "Replaces");
    // What goes into a header must stay in its line.
    if (referral.replaces.find_first_of("\r\n") != std::string::npos) {
        return bad(core::ErrorCode::BadAnswer, "Bad Refer-To");
    }
    target->uri.headers.clear();
    target->uri.parameters.remove("method");
    target->parameters = {};
    referral.target = std::move(*target);
    referral.referredBy = std::string(refer.headers.first("Referred-By"));
    return referral;
}

NameAddress referTo(const Uri& address, const std::string& replaces) {
    NameAddress to;
    to.uri = address;
    if (!replaces.empty()) to.uri.headers = "Replaces=" + percentEncode(replaces, "");
    return to;
}

StatusLine parseStatusLine(std::string_view fragment) {
    const auto line = core::trim(fragment.substr(0, fragment.find_first_of("\r\n")));
    if (!core::lowerAscii(line).starts_with("sip/2.0 ")) return {};
    const auto rest = core::trim(line.substr(8));
    const auto space = rest.find(' ');
    const auto number = core::parseNumber(rest.substr(0, space));
    if (!number || *number < 100 || *number > 699) return {};
    StatusLine result;
    result.status = static_cast<int>(*number);
    if (space != std::string_view::npos)
        result.phrase = core::printable(rest.substr(space + 1), 100);
    return result;
}

}  // namespace sidetone::sip
