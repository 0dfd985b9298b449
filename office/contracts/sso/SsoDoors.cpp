// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/sso/SsoDoors.h"

#include "office/contracts/sso/Signer.h"

namespace sidetone::office {

SsoDoors SsoDoors::of(const Layout& layout, Host host) {
    if (host == Host::CloudLogin) {
        return {host, "/cas/FederatedSSO.do", "/cas/saml/acs", {}, {}, false};
    }
    if (host != Host::OutsideEdge1 && host != Host::OutsideEdge2) {
        return {host,
                "/ssosp/oauth/authorize",
                "/ssosp/saml/acs",
                "/ssosp/oauth/token",
                "/ssosp/oauth/revoke",
                false};
    }
    const auto base = "/" + toBase64Url(layout.domain);
    return {host, base + "/authorize", base + "/fedlet", base + "/token", base + "/revoke", true};
}

std::optional<SsoDoors> SsoDoors::named(const Layout& layout, std::string_view fullName) {
    for (const Host node : {Host::OutsideEdge1, Host::OutsideEdge2, Host::CloudLogin}) {
        if (layout.fullName(node) == fullName) return of(layout, node);
    }
    return std::nullopt;
}

}  // namespace sidetone::office
