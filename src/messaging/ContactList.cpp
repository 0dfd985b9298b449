// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/ContactList.h"

#include <algorithm>

#include "messaging/convert.h"

namespace sidetone::messaging {

ContactList::ContactList(core::Log& log, core::Address self, xmpp::Roster& roster,
                         xmpp::PresenceTracker& tracker, store::RosterCache cache)
    : log_(log), self_(std::move(self)), roster_(roster), tracker_(tracker), cache_(cache) {
    connect(&roster_, &xmpp::Roster::loaded, this, &ContactList::rosterLoaded);
    connect(&roster_, &xmpp::Roster::itemChanged, this, &ContactList::itemChanged);
    connect(&roster_, &xmpp::Roster::itemRemoved, this, &ContactList::itemRemoved);
    connect(&tracker_, &xmpp::PresenceTracker::changed, this,
            [this](const core::Address& person) { Q_EMIT contactChanged(person); });
    connect(&tracker_, &xmpp::PresenceTracker::reset, this, [this] { Q_EMIT listChanged(); });
    connect(&tracker_, &xmpp::PresenceTracker::subscriptionRequested, this,
            &ContactList::requested);
}

core::Task<void> ContactList::restore() {
    core::Promise<void> promise;
    cache_.load().then(owner_, [this, promise](const core::Result<store::RosterSnapshot>& found) {
        if (!found) return promise.settle(found.error());
        kept_ = found->entries;
        keptVersion_ = found->version;
        std::vector<xmpp::RosterItem> items;
        for (const auto& entry : kept_) {
            items.push_back(toItem(entry));
            known_.push_back(entry.address);
        }
        std::sort(known_.begin(), known_.end());
        if (!items.empty()) roster_.restore(keptVersion_, std::move(items));
        promise.settle(core::Status());
    });
    return promise.task();
}

void ContactList::setLink(Link link) {
    if (link_ == link) return;
    link_ = link;
    Q_EMIT ownChanged();
    Q_EMIT listChanged();
}

Presence ContactList::own() const {
    if (link_ == Link::Down) return {Availability::Offline, {}};
    return toPresence(tracker_.own());
}

void ContactList::setOwn(const Presence& presence) {
    const auto wanted = toWire(presence);
    if (tracker_.own() == wanted) return;
    tracker_.setOwn(wanted);
    Q_EMIT ownChanged();
}

Contact ContactList::compose(const xmpp::RosterItem& item) const {
    Contact contact;
    contact.address = item.address;
    contact.name = item.name.empty() ? item.address.user() : item.name;
    contact.groups = item.groups;
    contact.presence = toPresence(tracker_.of(item.address));
    contact.subscribedTo = item.seesThem();
    contact.asked = item.asked;
    const bool isSilent = contact.presence.availability == Availability::Offline;
    if (isSilent && (link_ == Link::Down || !item.seesThem())) {
        contact.presence.availability = Availability::Unknown;
    }
    return contact;
}

std::vector<Contact> ContactList::all() const {
    std::vector<Contact> contacts;
    contacts.reserve(roster_.items().size());
    for (const auto& [address, item] : roster_.items()) contacts.push_back(compose(item));
    return contacts;
}

std::optional<Contact> ContactList::find(const core::Address& address) const {
    const auto* item = roster_.find(address);
    if (!item) return {};
    return compose(*item);
}

std::string ContactList::nameOf(const core::Address& address) const {
    const auto* item = roster_.find(address);
    return item && !item->name.empty() ? item->name : address.user();
}

bool ContactList::maySeeUs(const core::Address& address) const {
    if (address.domain() == self_.domain()) return true;
    const auto* item = roster_.find(address);
    return item && (item->subscription == xmpp::Subscription::From ||
                    item->subscription == xmpp::Subscription::Both);
}

core::Task<void> ContactList::add(const core::Address& address, const std::string& name,
                                  const std::vector<std::string>& groups) {
    core::Promise<void> promise;
    roster_.set(address, name, groups)
        .then(owner_, [this, promise, address](const core::Status& status) {
            const auto* item = roster_.find(address);
            if (status && !(item && item->seesThem())) tracker_.subscribe(address);
            promise.settle(status);
        });
    return promise.task();
}

core::Task<void> ContactList::remove(const core::Address& address) {
    return roster_.remove(address);
}

void ContactList::rosterLoaded() {
    store::RosterSnapshot snapshot;
    snapshot.version = roster_.version();
    std::vector<core::Address> present;
    for (const auto& [address, item] : roster_.items()) {
        snapshot.entries.push_back(toEntry(item));
        present.push_back(address);
    }
    known_ = present;
    Q_EMIT listChanged();
    if (snapshot.version == keptVersion_ && snapshot.entries == kept_) return;
    kept_ = snapshot.entries;
    keptVersion_ = snapshot.version;
    cache_.replace(std::move(snapshot)).then(owner_, [this](const core::Status& status) {
        noteFailure(status);
    });
}

void ContactList::itemChanged(const core::Address& address) {
    const auto* item = roster_.find(address);
    if (!item) return;
    keptVersion_.clear();
    cache_.put(toEntry(*item), roster_.version()).then(owner_, [this](const core::Status& status) {
        noteFailure(status);
    });
    const auto place = std::lower_bound(known_.begin(), known_.end(), address);
    if (place != known_.end() && *place == address) {
        Q_EMIT contactChanged(address);
        return;
    }
    known_.insert(place, address);
    Q_EMIT listChanged();
}

void ContactList::itemRemoved(const core::Address& address) {
    keptVersion_.clear();
    std::erase(known_, address);
    cache_.remove(address, roster_.version()).then(owner_, [this](const core::Status& status) {
        noteFailure(status);
    });
    Q_EMIT listChanged();
}

void ContactList::requested(const core::Address& address, const std::string& text) {
    if (address.domain() == self_.domain()) {
        tracker_.approve(address);
    } else {
        Q_EMIT subscriptionRequested(address, text);
    }
}

void ContactList::noteFailure(const core::Status& status) {
    // Only the next start is slower without it.
    if (!status) log_.warning("messaging", status.error().sentence());
}

}  // namespace sidetone::messaging
