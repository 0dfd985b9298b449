// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/Log.h"
#include "core/Random.h"
#include "core/Task.h"
#include "core/XmlElement.h"
#include "net/Connection.h"
#include "xmpp/Account.h"
#include "xmpp/Jid.h"
#include "xmpp/StanzaTicket.h"

namespace sidetone::xmpp {

class Extension;

enum class SessionState {
    Offline,         ///< not started, or stopped
    Connecting,      ///< TCP and TLS
    Authenticating,  ///< SASL, then resuming or binding
    Online,          ///< stanzas flow
    Waiting,         ///< not connected; tries again by itself, error() says why
    Failed,          ///< does not try again by itself, error() says why
};

/// What a session uses; all of it outlives the session.
struct SessionPorts {
    core::Clock& clock;
    core::Random& random;
    net::ConnectionFactory& connections;
    core::Log& log;
};

/// A message stanza (RFC 6121 5) that no extension claimed; ChatMessage::read() understands it.
struct IncomingMessage {
    core::XmlElement stanza;
    StanzaTicket ticket;  ///< keep a copy until the message is stored
};

/// One account's connection with its server, kept up through losses: TLS, SASL, binding, and
/// stream management with resumption (XEP-0198), so that what is sent arrives once and in order.
/// Protocol thread. It must not be destroyed from inside one of its own signals or callbacks.
class Session : public QObject {
    Q_OBJECT
public:
    Session(SessionPorts ports, Account account, SessionTimes times = {},
            QObject* parent = nullptr);
    ~Session() override;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Signs in and stays so until stop(). After a loss it reconnects at once, then with growing,
    /// scattered waits, over all servers in order. It stops by itself (Failed) where trying again
    /// is no use or does harm: credentials refused, certificate not trusted at the first sign-in,
    /// another client took the place (conflict), a policy of the server.
    void start();
    /// Says goodbye to the server and forgets the session; Offline at once. What was not yet
    /// acknowledged is reported as failed.
    void stop();
    /// The network changed or the machine woke up: tries now instead of later; when online, asks
    /// the server whether it is still there.
    void retryNow();
    /// Other servers (after a fail-over, or a new look-up). A connection with a server that is not
    /// among them any more is given up for them at once, the session is resumed where it can be.
    void setServers(std::vector<Server> servers);

    [[nodiscard]] SessionState state() const;
    /// Why it is Waiting or Failed, as a sentence for a person.
    [[nodiscard]] std::optional<core::Error> error() const;
    /// The bound address with resource; the account's bare one before the first binding.
    [[nodiscard]] const Jid& jid() const;
    [[nodiscard]] const Account& account() const;
    /// The server of the present or last connection.
    [[nodiscard]] std::optional<net::Endpoint> server() const;
    /// Of the present connection.
    [[nodiscard]] std::optional<net::TlsInfo> tls() const;
    /// "SCRAM-SHA-256"; empty before the first sign-in.
    [[nodiscard]] std::string mechanism() const;
    /// Stream features that the server offered after authentication; null before.
    [[nodiscard]] const core::XmlElement* features() const;

    /// Success: the server has taken the stanza over. Unavailable: the session ended before it
    /// said so (it may have arrived all the same: look into the archive, then send again).
    /// Cancelled: stop() came first. Called once, never from inside send().
    using Acknowledged = std::function<void(core::Status)>;
    /// Sends a message, presence or iq. While a lost connection can still be resumed it is kept
    /// and sent then; where there is no session, it fails with Unavailable. Elements without a
    /// name space take their parent's, the stanza jabber:client.
    void send(core::XmlElement stanza, Acknowledged acknowledged = {});
    /// Sends an iq of type get or set, with an id of its own, and waits for the answer of exactly
    /// the entity in `to` (none: our own account or server). The result iq; or the error that it
    /// answered (NotFound, Forbidden, Unsupported, ... by RFC 6120 8.3.3), Timeout, Unavailable.
    [[nodiscard]] core::Task<core::XmlElement> request(
        core::XmlElement iq, core::Milliseconds timeout = std::chrono::seconds(30));
    /// An id that was not used before, for stanzas and queries: 20 hexadecimal characters.
    [[nodiscard]] std::string newId();
    /// How many sent stanzas the server has not acknowledged.
    [[nodiscard]] std::size_t unacknowledged() const;
    [[nodiscard]] core::Clock& clock() const;
    [[nodiscard]] core::Log& log() const;

Q_SIGNALS:
    void stateChanged();
    /// A new session was bound: all that the server kept for the old one is gone. Emitted after
    /// the extensions have sent what they send first.
    void started();
    /// The old session goes on; nothing was lost in either direction.
    void resumed();
    void messageReceived(const sidetone::xmpp::IncomingMessage& message);

private:
    friend class Extension;
    class Core;
    std::unique_ptr<Core> core_;
};

}  // namespace sidetone::xmpp
