// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>
#include <string>

#include "RealSignIn.h"
#include "xmpp/Session.h"

namespace sidetone::test {

/// Signs in to chat with what a deployment says, and tells how that went.
struct RealChat {
    std::string mechanism;  ///< "CISCO-VTG-TOKEN"; empty where it failed
    std::string server;     ///< "imp1.office.example:5222"
    std::string address;    ///< full, with the resource that the server gave
    std::string sentence;   ///< why it failed

    RealChat(RealPorts& ports, const signin::Deployment& deployment, const core::Secret& password) {
        xmpp::Account account;
        account.address = deployment.jid;
        account.authenticationName = deployment.userId;
        account.password = password;
        account.proof = proofOf(deployment.chatProof);
        if (deployment.chatSecret) account.token = *deployment.chatSecret;
        for (const auto& one : deployment.xmppServers) {
            account.servers.push_back({one, xmpp::TlsStart::StartTls});
        }
        xmpp::Session session({ports.clock, ports.random, ports.connections, ports.log}, account);
        session.start();
        const bool isUp = QTest::qWaitFor(
            [&] {
                return session.state() == xmpp::SessionState::Online ||
                       session.state() == xmpp::SessionState::Failed;
            },
            30'000);
        if (isUp && session.state() == xmpp::SessionState::Online) {
            mechanism = session.mechanism();
            address = session.jid().text();
            if (const auto used = session.server()) server = used->text();
        } else {
            sentence = session.error() ? session.error()->sentence() : "it never ended";
        }
        session.stop();
        (void)QTest::qWaitFor([&] { return session.state() == xmpp::SessionState::Offline; },
                              2'000);
    }

private:
    static xmpp::Proof proofOf(signin::ChatProof proof) {
        if (proof == signin::ChatProof::OneTimePassword) return xmpp::Proof::OneTimePassword;
        if (proof == signin::ChatProof::CloudToken) return xmpp::Proof::CloudToken;
        return xmpp::Proof::Password;
    }
};

}  // namespace sidetone::test
