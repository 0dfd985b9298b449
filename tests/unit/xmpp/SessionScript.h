// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ScramServer.h"
#include "ScriptedConnection.h"
#include "VirtualClock.h"
#include "core/Random.h"
#include "xmpp/Session.h"

namespace sidetone::test {

/// A session against a scripted server, in virtual time: the test says what the server sends and
/// looks at what the client wrote.
class SessionScript {
public:
    using Change = std::function<void(xmpp::Account&)>;
    explicit SessionScript(xmpp::TlsStart tls = xmpp::TlsStart::StartTls,
                           const Change& change = {});

    VirtualClock clock;
    core::SeededRandom random{1};
    core::Log log;
    ScriptedConnections connections{clock};
    ScramServer scram{ScramServer::Hash::Sha256, "pencil"};
    std::unique_ptr<xmpp::Session> session;
    std::vector<xmpp::SessionState> states;       ///< each change
    std::vector<xmpp::IncomingMessage> messages;  ///< with their tickets

    std::string transcript;  ///< what client() has given so far

    /// The server says this, and the client has its turn.
    void server(std::string_view xml);
    /// What the client wrote since the last look at it, on the newest connection.
    std::string client();
    /// The newest connection.
    ScriptedConnection& link() { return connections.last(); }
    /// The value of an attribute in what the client wrote: the first behind `after`.
    static std::string attribute(const std::string& written, const std::string& after,
                                 const std::string& name);

    /// A stream header, then these features.
    void features(const std::string& inner);
    /// From the first byte to the end of STARTTLS, the mechanisms still to be offered.
    void secure();
    /// Offers these mechanisms; gives the `<auth/>` that the client wrote.
    std::string offer(const std::vector<std::string>& mechanisms);
    /// SCRAM to its end; the server restarts the stream.
    void authenticate(const std::string& mechanism = "SCRAM-SHA-256");
    /// Both of the above, then the features after authentication.
    void signInToFeatures(const std::string& inner =
                              "<sm xmlns='urn:xmpp:sm:3'/>"
                              "<ver xmlns='urn:xmpp:features:rosterver'/>");
    /// The whole sign-in as romeo@example.net/desk, stream management on; what the client wrote
    /// after binding is left to be looked at.
    void signIn();
    /// `<enabled/>` with that session id.
    void enableManagement(const std::string& id = "session-1");
};

}  // namespace sidetone::test
