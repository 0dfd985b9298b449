// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/QtClock.h"
#include "core/Random.h"
#include "net/CaresResolver.h"
#include "net/SocketConnections.h"
#include "net/TlsPolicy.h"
#include "xmpp/ChatMessage.h"
#include "xmpp/Extensions.h"
#include "xmpp/Session.h"

namespace sidetone::test {

/// Where and as whom a client signs in.
struct Place {
    std::string caFile;
    std::string address;  ///< "anna@office.example"
    core::Secret password;
    xmpp::Server server;
    std::string resource = "desk";
};

/// One person's chat client on real sockets, with everything that reached it.
class RealClient {
public:
    explicit RealClient(const Place& place);

    /// Runs the event loop until that holds; false where it did not within the time.
    static bool until(const std::function<bool()>& condition,
                      core::Milliseconds limit = std::chrono::seconds(20));
    /// Signs in and waits; false with the reason printed.
    bool signIn();
    /// Sends a chat message with a body; the stanza's id.
    std::string say(const std::string& to, const std::string& body, bool wantsReceipt = false);

    core::QtClock clock;
    core::SystemRandom random;
    core::Log log;
    net::CaresResolver resolver;
    std::shared_ptr<const net::TlsPolicy> policy;
    net::SocketConnections connections;
    xmpp::Session session;
    xmpp::Extensions extensions;

    std::vector<xmpp::ChatMessage> messages;  ///< those with a body
    std::vector<xmpp::ChatMessage> states;    ///< those with a chat state
    std::vector<std::string> receipts;        ///< ids that arrived at the other side
    std::vector<std::string> acknowledged;    ///< ids that the server took over
    std::vector<std::string> unconfirmed;     ///< ids whose session ended first
    int started = 0;
    int resumed = 0;
};

}  // namespace sidetone::test
