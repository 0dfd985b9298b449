// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "RealSignIn.h"
#include "ScriptedBrowser.h"
#include "signin/sso/StandardRedirects.h"
#include "sip/call/UserAgent.h"
#include "xmpp/Session.h"

namespace sidetone::test {

/// A client's ports with a browser that signs on by itself.
struct SsoPorts : RealPorts {
    ScriptedBrowser browser;
    signin::sso::StandardRedirects redirects;

    explicit SsoPorts(const OfficeFixture& office) : SsoPorts(office, office.nameServer()) {}
    /// Demo user `person` sits at the browser.
    SsoPorts(const OfficeFixture& office, const std::string& nameServer, int person = 1)
        : RealPorts({{nameServer}}, office.caFile()),
          browser(http, office.user(person).substr(0, office.user(person).find('@')),
                  office.password(person)),
          redirects(clock, random) {
        browser.openLink = [this](const std::string& link) { redirects.openLink(link); };
    }
    [[nodiscard]] signin::SignInPorts with() {
        auto ports = all();
        ports.questions = &browser;
        ports.redirects = &redirects;
        return ports;
    }
};

inline xmpp::Account chatAccount(const signin::Deployment& deployment) {
    xmpp::Account account;
    account.address = deployment.jid;
    account.authenticationName = deployment.userId;
    account.proof = xmpp::Proof::AccessToken;
    account.tokens = deployment.tokens;
    for (const auto& server : deployment.xmppServers) account.servers.push_back({server});
    return account;
}

inline sip::Account phoneAccount(const signin::Deployment& deployment) {
    sip::Account account;
    for (const auto& server : deployment.sipServers) {
        account.servers.push_back({server.endpoint, sip::TransportKind::Tls});
    }
    account.domain = deployment.xmppDomain;
    account.user = deployment.userId;
    account.authUser = deployment.userId;
    account.contactUser = "desk";
    account.instanceId = "00000000-0000-0000-0000-0000000000aa";
    account.tokens = deployment.tokens;
    return account;
}

}  // namespace sidetone::test
