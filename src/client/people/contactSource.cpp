// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/people/contactSource.h"

#include <QtGlobal>

#include "config/keys.h"
#include "directory/LdapSource.h"
#include "directory/UdsSource.h"
#include "directory/ldap/ldapSettingsOf.h"
#include "net/kerberos/KerberosContexts.h"

namespace sidetone::client {
namespace {

constexpr std::uint16_t udsPort = 8443;

std::unique_ptr<directory::ContactSource> makeLdap(Platform::Parts& platform,
                                                   const signin::Deployment& deployment,
                                                   const config::Settings& settings,
                                                   const std::optional<core::Secret>& password) {
    // Look-up rules are applied before the source is asked: both kinds of source have them so.
    auto ldap = directory::ldapSettingsOf(
        settings, deployment.profile, {},
        {deployment.userId, deployment.jid.domain(), password.value_or(core::Secret())});
    platform.log.hide(ldap.login.password);
    for (const auto& remark : ldap.remarks) platform.log.warning("directory", remark);
    directory::LdapDiscovery discovery{platform.resolver.get(), &platform.random, {}};
    if (deployment.edge) {
        directory::keepToOutsideServer(settings, ldap);
    } else {
        const auto workstation = qgetenv("USERDNSDOMAIN").toStdString();
        discovery.names =
            directory::ldapServiceNames(settings, workstation, deployment.address.domain());
    }
    const directory::LdapPorts ports{*platform.connections, platform.clock,
                                     std::make_shared<net::KerberosContexts>(platform.clock)};
    net::HttpClient& http = deployment.http ? *deployment.http : *platform.http;
    return std::make_unique<directory::LdapSource>(ports, std::move(ldap), http,
                                                   std::move(discovery));
}

}  // namespace

std::unique_ptr<directory::ContactSource> makeContactSource(
    Platform::Parts& platform, const signin::Deployment& deployment,
    const config::Settings& settings, const std::optional<core::Secret>& password) {
    const auto wanted =
        directory::wantedSource(settings, deployment.profile, deployment.edge.has_value());
    if (wanted == directory::ContactSourceKind::Ldap) {
        return makeLdap(platform, deployment, settings, password);
    }
    directory::UdsAccess access;
    access.servers = deployment.udsServers;
    // The organisation's own choice first; the home cluster's servers answer where it is silent.
    if (const auto named = settings.get(config::keys::udsServer); !named.empty()) {
        access.servers.insert(access.servers.begin(), net::Endpoint{named, udsPort});
    }
    access.release = deployment.udsVersion;
    access.presenceDomain = deployment.jid.domain();
    access.credentials = {deployment.userId, password.value_or(core::Secret())};
    // Its own password goes before the sign-on's tokens, as for the phone.
    if (!deployment.phonePassword) access.tokens = deployment.tokens;
    if (deployment.phonePassword) {
        access.credentials = {deployment.phoneUser, *deployment.phonePassword};
    }
    if (const auto photo = settings.find("UdsPhotoUriWithToken")) access.photoUrl = photo->text;
    net::HttpClient& http = deployment.http ? *deployment.http : *platform.http;
    return std::make_unique<directory::UdsSource>(http, std::move(access));
}

}  // namespace sidetone::client
