// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>
#include <vector>

#include "core/Log.h"
#include "core/Task.h"
#include "messaging/Presence.h"
#include "store/RosterCache.h"
#include "xmpp/extensions/PresenceTracker.h"
#include "xmpp/extensions/Roster.h"

namespace sidetone::messaging {

/// The roster and the presence of its people as one list, kept in the store for the next start;
/// and our own presence. People of our own domain may see ours without being asked about
/// (reference/messaging.md 4.7, auto-approval); all others are asked about.
class ContactList : public QObject {
    Q_OBJECT
public:
    ContactList(core::Log& log, core::Address self, xmpp::Roster& roster,
                xmpp::PresenceTracker& tracker, store::RosterCache cache);

    /// What the store has, before the session starts. Settles also where it has nothing.
    [[nodiscard]] core::Task<void> restore();
    /// Signed in, or no more: whether "nothing heard" means offline or unknown.
    enum class Link { Up, Down };
    void setLink(Link link);

    [[nodiscard]] Presence own() const;
    void setOwn(const Presence& presence);

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
    void ownChanged();
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

    core::Log& log_;
    core::Address self_;
    xmpp::Roster& roster_;
    xmpp::PresenceTracker& tracker_;
    store::RosterCache cache_;
    std::vector<store::RosterEntry> kept_;  ///< as in the store, to leave an unchanged one alone
    std::string keptVersion_;
    std::vector<core::Address> known_;  ///< sorted: who was in the list when last told
    Link link_ = Link::Down;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
