// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "messaging/MessageControl.h"
#include "messaging/MessageGuard.h"
#include "messaging/Reports.h"
#include "store/History.h"
#include "xmpp/ChatMessage.h"

namespace sidetone::xmpp {
class Session;
}

namespace sidetone::messaging {

class RoomGate;
/// What we send. A message is stored as Queued before it is handed to the session, and stays so
/// until the server has acknowledged it (XEP-0198) or its archive shows it.
///
/// States: shut (no session, or the archive has not told yet what it has of ours), open. On
/// opening, everything Queued that the session does not already carry is sent, in order, with the
/// id that it had. Messages that the archive showed but no acknowledgement or receipt followed are
/// sent once more after a while: a server that died between the two archives has ours and not the
/// peer's. Only to peers that answer receipts, whose clients know the copy by its id.
///
/// A room is a peer of its own kind: it is sent to only while we are in, and what it has taken
/// over is what it says again to everybody (its echo), not what our server acknowledges.
class Outbox {
public:
    Outbox(core::Clock& clock, core::Log& log, xmpp::Session& session, store::History& history,
           Reports& reports);

    /// What seals messages from now on; null: they leave as they are. It ends after this.
    void setGuard(MessageGuard* guard) { guard_ = guard; }
    [[nodiscard]] MessageGuard* guard() const { return guard_; }
    /// To which address of a person messages go; without it, to the person.
    void setRoute(std::function<xmpp::Jid(const core::Address&)> route) {
        route_ = std::move(route);
    }
    /// Whether a message is on its way to the server just now.
    [[nodiscard]] bool isUnderWay(const std::string& stanzaId) const {
        return underWay_.contains(stanzaId);
    }
    /// The archive's newest page is read: where nothing waits that it might hold, what is written
    /// from now on need not wait for the rest of it.
    void openIfEmpty();

    [[nodiscard]] core::Task<Message> send(const core::Address& peer, const Outgoing& text);
    [[nodiscard]] core::Task<Message> resend(std::int64_t id);
    /// A stored file has become ready to be told of.
    void announce(const store::StoredMessage& message) { sendLater(message); }
    /// A message that was acknowledged seems to be lost: once more, with the id that it had.
    void sendAgain(const store::StoredMessage& message);
    /// The archive of this session was read.
    void open();
    /// The session ended and cannot be resumed.
    void shut();

    /// Who knows about rooms from now on; it ends after this.
    void setRooms(const RoomGate* rooms) { rooms_ = rooms; }
    /// We are in that room, and what was missed was read: what waits for it is sent.
    void roomOpened(const core::Address& room);
    /// We are not in any more: what it has not echoed is sent when we are in again.
    void roomClosed(const core::Address& room);
    /// The room said again what we sent.
    void echoed(const std::string& stanzaId) { underWay_.erase(stanzaId); }

    /// A receipt or a marker: a message of ours got further.
    void confirm(const core::Address& peer, const std::string& stanzaId, store::Delivery delivery,
                 std::shared_ptr<void> ticket);
    /// A message of ours came back as an error.
    void refuse(const core::Address& peer, const xmpp::ChatMessage& answer,
                std::shared_ptr<void> ticket);

private:
    using MaybeMessage = core::Result<std::optional<store::StoredMessage>>;
    enum class Reason { First, Doubt, Again };
    void add(store::Addition addition, const core::Promise<Message>& promise);
    void transmit(const store::StoredMessage& message, Reason reason);
    void transmitReply(const store::StoredMessage& message, xmpp::ChatMessage chat, Reason reason,
                       std::uint64_t sending);
    void seal(const store::StoredMessage& message, const xmpp::ChatMessage& chat, Reason reason,
              std::uint64_t sending);
    void handOver(const store::StoredMessage& message, Reason reason, std::uint64_t sending,
                  core::XmlElement stanza);
    void notSealed(const store::StoredMessage& message, std::uint64_t sending,
                   const core::Error& error);
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
    MessageGuard* guard_ = nullptr;
    std::function<xmpp::Jid(const core::Address&)> route_;
    bool isLookingUp_ = false;                                          ///< what an answer answers
    std::deque<std::pair<store::StoredMessage, Reason>> behindAnswer_;  ///< to keep the order
    bool isOpen_ = false;
    struct Sending {
        std::uint64_t number = 0;
        core::Address peer;
    };
    /// Stanza ids that the session or a room has, each with the number of its sending.
    std::map<std::string, Sending> underWay_;
    const RoomGate* rooms_ = nullptr;
    std::uint64_t sendings_ = 0;
    core::Timer doubtTimer_;
    std::shared_ptr<int> alive_ = std::make_shared<int>();  ///< for the session's callbacks
    core::Owner opening_;                                   ///< ends with the session
    core::Owner owner_;
};

}  // namespace sidetone::messaging
