// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/referral.h"

#include <ldap.h>

#include <memory>

#include "core/text.h"

namespace sidetone::directory {

std::optional<ReferralTarget> referralTarget(const std::string& url, const LdapServer& from) {
    LDAPURLDesc* parsed = nullptr;
    if (url.size() > 2048 || ldap_url_parse(url.c_str(), &parsed) != LDAP_URL_SUCCESS) {
        return std::nullopt;
    }
    const std::unique_ptr<LDAPURLDesc, decltype(&ldap_free_urldesc)> keeper(parsed,
                                                                            &ldap_free_urldesc);
    if (parsed->lud_host == nullptr || *parsed->lud_host == '\0') return std::nullopt;
    const std::string scheme = parsed->lud_scheme == nullptr ? "" : parsed->lud_scheme;
    if (scheme != "ldap" && scheme != "ldaps") return std::nullopt;
    ReferralTarget target;
    target.server.endpoint = {core::lowerAscii(parsed->lud_host),
                              static_cast<std::uint16_t>(parsed->lud_port)};
    target.base = parsed->lud_dn == nullptr ? "" : parsed->lud_dn;
    target.server.security = from.security;
    if (scheme == "ldaps") {
        target.server.security = LdapSecurity::Tls;
    } else if (from.security == LdapSecurity::Tls) {
        target.server.security = LdapSecurity::StartTls;
    }
    return target;
}

}  // namespace sidetone::directory
