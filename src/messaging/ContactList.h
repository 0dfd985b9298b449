// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "messaging/Presence.h"
#include "messaging/presence/composePresence.h"
#include "store/RosterCache.h"
#include "xmpp/extensions/PresenceTracker.h"
#include "xmpp/extensions/Roster.h"
#include "xmpp/extensions/UserActivity.h"

namespace sidetone::messaging {

/// The roster and the presence of its people as one list, kept in the store for the next start.
/// Changes of many people at once are told together, at most ten times a second. People of our own
/// domain may see ours without being asked about (reference/messaging.md 4.7, auto-approval); all
/// others are asked about.
class ContactList : public QObject {
    Q_OBJECT
public:
    struct Parts {
        xmpp::Roster& roster;
        xmpp::PresenceTracker& tracker;
        store::RosterCache cache;
    };
    ContactList(core::Clock& clock, core::Log& log, core::Address self, Parts parts);

    /// What the store has, before the session starts. Settles also where it has nothing.
    [[nodiscard]] core::Task<void> restore();
    enum class Link {
        Up,    ///< nothing heard of somebody means offline
        Lost,  ///< the connection is gone for longer than a moment: what was heard may be over
        Down,  ///< no session: nothing is known of anybody
    };
    void setLink(Link link);
    /// What the person's account tells of what they do (XEP-0108).
    void setPublished(const core::Address& person, const xmpp::UserActivity& activity);
    /// What counts of people who are signed in nowhere.
    void setAbsent(Absent absent);
    /// Who knows the software of phones from now on; it ends after this.
    void setPhones(std::function<bool(const std::string&)> isPhone) {
        isPhone_ = std::move(isPhone);
    }
    /// Their presence is composed anew, and told with the next changes.
    void noteChange(const core::Address& person);

    [[nodiscard]] std::vector<Contact> all() const;
    [[nodiscard]] std::optional<Contact> find(const core::Address& address) const;
    /// The name in the list, else the address's user.
    [[nodiscard]] std::string nameOf(const core::Address& address) const;
    /// True where this person may know that we are here.
    [[nodiscard]] bool maySeeUs(const core::Address& address) const;

    [[nodiscard]] core::Task<void> add(const core::Address& address, const std::string& name,
                                       const std::vector<std::string>& groups);
    [[nodiscard]] core::Task<void> remove(const core::Address& address);

Q_SIGNALS:
    /// The list got or lost entries, or the presence of many changed at once.
    void listChanged();
    void contactChanged(const sidetone::core::Address& address);
    void subscriptionRequested(const sidetone::core::Address& address, const std::string& text);

private:
    [[nodiscard]] Contact compose(const xmpp::RosterItem& item) const;
    void rosterLoaded();
    void itemChanged(const core::Address& address);
    void itemRemoved(const core::Address& address);
    void requested(const core::Address& address, const std::string& text);
    void noteFailure(const core::Status& status);
    void tellChanges();

    core::Clock& clock_;
    core::Log& log_;
    core::Address self_;
    xmpp::Roster& roster_;
    xmpp::PresenceTracker& tracker_;
    store::RosterCache cache_;
    std::vector<store::RosterEntry> kept_;  ///< as in the store, to leave an unchanged one alone
    std::string keptVersion_;
    std::vector<core::Address> known_;  ///< sorted: who was in the list when last told
    Link link_ = Link::Down;
    std::map<core::Address, xmpp::UserActivity> published_;
    Absent absent_ = Absent::Silent;
    std::function<bool(const std::string&)> isPhone_;
    std::set<core::Address> changes_;  ///< not told yet
    core::Timer telling_;
    std::optional<core::Instant> toldAt_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
