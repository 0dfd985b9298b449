// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/cardAddress.h"

#include "core/Address.h"
#include "core/hexadecimal.h"
#include "core/text.h"
#include "directory/vcard/valueText.h"

namespace sidetone::directory {
namespace {

using Kind = CardAddress::Kind;

/// Without what stands behind the address: a device's name, a query, parameters.
CardAddress addressOf(Kind kind, std::string_view text) {
    while (text.starts_with('/')) text.remove_prefix(1);
    text = text.substr(0, text.find_first_of("/?;"));
    const auto address = core::Address::parse(core::withOctetsDecoded(text, '%'));
    return address ? CardAddress{kind, address->text()} : CardAddress();
}

bool isXmppService(const ContentLine& line) {
    const auto service = core::lowerAscii(line.parameter("x-service-type"));
    return service == "jabber" || service == "xmpp" || service == "googletalk";
}

CardAddress fromImpp(const ContentLine& line, const std::string& value) {
    const auto colon = value.find(':');
    const auto scheme = core::lowerAscii(value.substr(0, colon));
    if (colon == std::string::npos) {
        return isXmppService(line) ? addressOf(Kind::Messages, value) : CardAddress();
    }
    const auto rest = std::string_view(value).substr(colon + 1);
    if (scheme == "xmpp" || scheme == "im" || isXmppService(line)) {
        return addressOf(Kind::Messages, rest);
    }
    if (scheme == "sip" || scheme == "sips") return addressOf(Kind::Calls, rest);
    return {};
}

}  // namespace

CardAddress cardAddress(const ContentLine& line) {
    const bool isMessages =
        line.name == "X-JABBER" || line.name == "X-GTALK" || line.name == "X-GOOGLE-TALK";
    if (line.name != "IMPP" && line.name != "X-SIP" && !isMessages) return {};
    const auto value = std::string(core::trim(valueText(line)));
    if (line.name == "IMPP") return fromImpp(line, value);
    const auto colon = value.find(':');
    const auto plain = std::string_view(value).substr(colon == std::string::npos ? 0 : colon + 1);
    return addressOf(isMessages ? Kind::Messages : Kind::Calls, plain);
}

}  // namespace sidetone::directory
