// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "messaging/Reports.h"
#include "store/History.h"
#include "xmpp/ChatMessage.h"

namespace sidetone::xmpp {
class Session;
}

namespace sidetone::messaging {

/// What we send. A message is stored as Queued before it is handed to the session, and stays so
/// until the server has acknowledged it (XEP-0198) or its archive shows it.
///
/// States: shut (no session, or the archive has not told yet what it has of ours), open. On
/// opening, everything Queued that the session does not already carry is sent, in order, with the
/// id that it had. Messages that the archive showed but no acknowledgement or receipt followed are
/// sent once more after a while: a server that died between the two archives has ours and not the
/// peer's. Only to peers that answer receipts, whose clients know the copy by its id.
class Outbox {
public:
    Outbox(core::Clock& clock, core::Log& log, xmpp::Session& session, store::History& history,
           Reports& reports);

    [[nodiscard]] core::Task<Message> send(const core::Address& peer, const std::string& body);
    [[nodiscard]] core::Task<Message> resend(std::int64_t id);
    /// The archive of this session was read.
    void open();
    /// The session ended and cannot be resumed.
    void shut();

    /// A receipt or a marker: a message of ours got further.
    void confirm(const core::Address& peer, const std::string& stanzaId, store::Delivery delivery,
                 std::shared_ptr<void> ticket);
    /// A message of ours came back as an error.
    void refuse(const core::Address& peer, const xmpp::ChatMessage& answer,
                std::shared_ptr<void> ticket);

private:
    using MaybeMessage = core::Result<std::optional<store::StoredMessage>>;
    enum class Reason { First, Doubt };
    void transmit(const store::StoredMessage& message, Reason reason);
    void answered(const store::StoredMessage& message, Reason reason, std::uint64_t sending,
                  const core::Status& status);
    void forget(const std::string& stanzaId, std::uint64_t sending);
    void sendQueued();
    void sendDoubtful();
    void advance(const core::Address& peer, const std::string& stanzaId, store::Delivery delivery,
                 const std::string& failure, std::shared_ptr<void> ticket);
    void report(const MaybeMessage& changed);
    void sendLater(const store::StoredMessage& message);

    core::Clock& clock_;
    core::Log& log_;
    xmpp::Session& session_;
    store::History& history_;
    Reports& reports_;
    bool isOpen_ = false;
    /// Stanza ids that the session carries, each with the number of its sending.
    std::map<std::string, std::uint64_t> underWay_;
    std::uint64_t sendings_ = 0;
    core::Timer doubtTimer_;
    std::shared_ptr<int> alive_ = std::make_shared<int>();  ///< for the session's callbacks
    core::Owner opening_;                                   ///< ends with the session
    core::Owner owner_;
};

}  // namespace sidetone::messaging
