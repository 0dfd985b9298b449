// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Jid.h"

#include "core/text.h"

namespace sidetone::xmpp {

std::optional<Jid> Jid::parse(std::string_view text) {
    constexpr std::size_t longestPart = 1023;  // RFC 7622 3.1
    Jid jid;
    if (const auto slash = text.find('/'); slash != std::string_view::npos) {
        jid.resource = text.substr(slash + 1);
        text = text.substr(0, slash);
        if (jid.resource.empty() || jid.resource.size() > longestPart) return {};
    }
    if (const auto at = text.find('@'); at != std::string_view::npos) {
        jid.user = core::foldCase(text.substr(0, at));
        text = text.substr(at + 1);
        if (jid.user.empty() || jid.user.size() > longestPart) return {};
    }
    jid.domain = core::foldCase(text);
    if (jid.domain.empty() || jid.domain.size() > longestPart) return {};
    if (jid.domain.find('@') != std::string::npos) return {};
    return jid;
}

Jid Jid::bare() const {
    Jid jid;
    jid.user = user;
    jid.domain = domain;
    return jid;
}

core::Address Jid::address() const {
    if (user.empty()) return {};
    return core::Address::parse(user + "@" + domain).value_or(core::Address());
}

std::string Jid::text() const {
    std::string out = user.empty() ? domain : user + "@" + domain;
    if (!resource.empty()) out += "/" + resource;
    return out;
}

}  // namespace sidetone::xmpp
