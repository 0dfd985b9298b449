// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/Random.h"
#include "messaging/RoomControl.h"
#include "messaging/rooms/RoomCatchUp.h"
#include "messaging/rooms/roomForm.h"
#include "xmpp/BackOff.h"
#include "xmpp/Session.h"
#include "xmpp/extensions/Muc.h"

namespace sidetone::xmpp {
struct Extensions;
}  // namespace sidetone::xmpp

namespace sidetone::messaging {

/// Our being in one room: coming in, who is there, staying in through lost sessions, and why not.
///
/// States:  Out      not wanted, or not again by itself (then error() says why)
///          Queued   wanted; waits for its turn, or for the next try
///          Asking   the room is asked what it is
///          Entering our presence is sent
///          Opening  we made it: its settings are sent
///          Reading  inside; what was missed is read
///          In       inside, all read: messages go
/// Events:  want, begin (its turn), the room's presences, 30 s of no answer, the session's end.
class RoomVisit {
public:
    enum class Stage { Out, Queued, Asking, Entering, Opening, Reading, In };
    struct Parts {
        core::Clock& clock;
        core::Random& random;
        core::Log& log;
        xmpp::Session& session;
        xmpp::Extensions& wire;
        store::History& history;
        Inbox& inbox;
    };
    /// What it tells whoever made it; all are set.
    struct Listener {
        std::function<void(RoomVisit&)> wantsTurn;  ///< begin() may be called now or later
        std::function<void(RoomVisit&)> turnEnded;
        std::function<void(RoomVisit&)> changed;
        std::function<void(RoomVisit&)> occupantsChanged;
        std::function<void(RoomVisit&)> opened;  ///< In begins
        std::function<void(RoomVisit&)> closed;  ///< we are not inside any more
        std::function<void(RoomVisit&, const std::string&)> happened;  ///< in words
    };
    RoomVisit(const Parts& parts, const Listener& listener, core::Address room);

    [[nodiscard]] const core::Address& address() const { return address_; }
    [[nodiscard]] Room room() const;
    [[nodiscard]] std::vector<Occupant> occupants() const;
    [[nodiscard]] Stage stage() const { return stage_; }
    [[nodiscard]] bool isInside() const { return stage_ >= Stage::Opening; }
    [[nodiscard]] bool isWanted() const { return isWanted_; }
    [[nodiscard]] bool isPersistent() const { return facts_.isPersistent; }
    [[nodiscard]] const std::optional<core::Error>& error() const { return error_; }
    [[nodiscard]] const std::string& nickname() const { return nickname_; }
    [[nodiscard]] const std::optional<core::Secret>& password() const { return password_; }
    [[nodiscard]] std::string name() const;
    /// Our own id there (XEP-0421); empty where the room gives none.
    [[nodiscard]] const std::string& occupantId() const { return occupantId_; }
    /// The real address behind a name; empty where the room hides it or nobody is called so.
    [[nodiscard]] core::Address addressOf(const std::string& nickname) const;
    /// True while the room's past is read that is older than our first coming here.
    [[nodiscard]] bool isReadingPast() const { return isReadingPast_; }
    [[nodiscard]] bool hasArchive() const { return facts_.hasArchive; }

    /// What a bookmark says, before we are in.
    void propose(const std::string& name, const std::string& nickname,
                 const std::optional<core::Secret>& password);
    /// Comes in, and stays in, until leave(). Settles when inside.
    [[nodiscard]] core::Task<void> want();
    /// The same, and makes the room with these settings.
    [[nodiscard]] core::Task<void> make(const NewRoom& plan);
    void begin();
    void leave();
    [[nodiscard]] core::Task<void> rename(const std::string& nickname);

    /// A presence of this room.
    void take(const xmpp::RoomPresence& presence);
    /// A message of this room that is about the room: its subject, its settings.
    void tookSubject(const std::string& from, const std::string& subject, bool isNews);
    void tookCodes(const std::vector<int>& codes);
    /// Keeps what is said while the archive is read until all of that is here, so that the history
    /// has the room's order. False where it need not wait.
    [[nodiscard]] bool hold(const xmpp::IncomingMessage& incoming);
    void heard() { lastHeard_ = parts_.clock.now(); }
    /// The room does not know us (an error to what we sent).
    void notInside();

    void sessionStarted();
    void sessionEnded();
    /// Called each minute: a room that was silent for 15 minutes is asked whether we are still
    /// in (XEP-0410).
    void checkSilence();
    void ownPresenceChanged();

private:
    [[nodiscard]] bool holds(const std::string& archiveId) const;
    struct Entry {
        xmpp::RoomItem item;
        xmpp::PresenceInfo info;
        std::string occupantId;
    };
    void setStage(Stage stage);
    void askFacts(std::function<void()> next);
    void enter();
    void cameInside(const xmpp::RoomPresence& presence);
    void open();
    void readArchive();
    void nowIn();
    void refused(const xmpp::RoomPresence& presence);
    void wentOff(const xmpp::RoomPresence& presence);
    void selfGone(const xmpp::RoomPresence& presence);
    void tookHere(const xmpp::RoomPresence& presence);
    void failJoin(const core::Error& error);
    void retryLater(const core::Error& error);
    void forgetInside();
    void settle(const core::Status& status);
    [[nodiscard]] xmpp::Jid self() const;
    [[nodiscard]] bool isSelf(const xmpp::RoomPresence& presence) const;
    void tell(const std::string& words);

    Parts parts_;
    const Listener& listener_;
    core::Address address_;
    Stage stage_ = Stage::Out;
    bool isWanted_ = false;
    bool hasTurn_ = false;
    bool isReadingPast_ = false;
    std::optional<NewRoom> plan_;
    RoomProfile facts_;
    std::string proposedName_;
    std::string wishedNickname_;
    std::string nickname_;
    int nicknameTries_ = 0;
    std::optional<core::Secret> password_;
    std::string subject_;
    std::string occupantId_;
    std::optional<core::Error> error_;
    std::map<std::string, Entry> occupants_;
    std::vector<core::Promise<void>> waiting_;
    std::deque<xmpp::IncomingMessage> held_;
    std::optional<core::Promise<void>> renaming_;
    std::string newNickname_;
    /// Since when we have been there, in this program or by what is stored of it.
    std::optional<core::WallTime> knownSince_;
    core::Instant lastHeard_;
    bool isPinging_ = false;
    xmpp::BackOff backOff_;
    RoomCatchUp catchUp_;
    core::Timer timer_;
    core::Owner owner_;  ///< of one visit's questions: ends with the session or the stay
};

}  // namespace sidetone::messaging
