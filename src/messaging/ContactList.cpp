// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/ContactList.h"

#include <algorithm>
#include <utility>

#include "messaging/convert.h"

namespace sidetone::messaging {
namespace {

/// Between two reports of changes.
constexpr core::Milliseconds reportPause{100};
/// More than so many at once are told as a change of the whole list.
constexpr std::size_t manyChanges = 50;

}  // namespace

ContactList::ContactList(core::Clock& clock, core::Log& log, core::Address self, Parts parts)
    : clock_(clock),
      log_(log),
      self_(std::move(self)),
      roster_(parts.roster),
      tracker_(parts.tracker),
      cache_(parts.cache) {
    connect(&roster_, &xmpp::Roster::loaded, this, &ContactList::rosterLoaded);
    connect(&roster_, &xmpp::Roster::itemChanged, this, &ContactList::itemChanged);
    connect(&roster_, &xmpp::Roster::itemRemoved, this, &ContactList::itemRemoved);
    connect(&tracker_, &xmpp::PresenceTracker::changed, this, &ContactList::noteChange);
    connect(&tracker_, &xmpp::PresenceTracker::reset, this, [this] {
        published_.clear();
        Q_EMIT listChanged();
    });
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
    Q_EMIT listChanged();
}

void ContactList::setPublished(const core::Address& person, const xmpp::UserActivity& activity) {
    if (activity.general.empty()) {
        if (published_.erase(person) == 0) return;
    } else {
        auto& known = published_[person];
        if (known == activity) return;
        known = activity;
    }
    noteChange(person);
}

void ContactList::setAbsent(Absent absent) {
    if (absent_ == absent) return;
    absent_ = absent;
    Q_EMIT listChanged();
}

void ContactList::noteChange(const core::Address& person) {
    changes_.insert(person);
    if (telling_.isSet()) return;
    auto wait = core::Milliseconds(0);
    if (toldAt_) {
        const auto past = std::chrono::duration_cast<core::Milliseconds>(clock_.now() - *toldAt_);
        wait = std::max(wait, reportPause - past);
    }
    telling_ = clock_.after(wait, [this] { tellChanges(); });
}

void ContactList::tellChanges() {
    telling_.stop();
    toldAt_ = clock_.now();
    const auto changes = std::exchange(changes_, {});
    if (changes.size() > manyChanges) return Q_EMIT listChanged();
    for (const auto& person : changes) Q_EMIT contactChanged(person);
}

Contact ContactList::compose(const xmpp::RosterItem& item) const {
    Contact contact;
    contact.address = item.address;
    contact.name = item.name.empty() ? item.address.user() : item.name;
    contact.groups = item.groups;
    const auto told = published_.find(item.address);
    Beside beside;
    if (told != published_.end()) beside.published = told->second;
    beside.absent = absent_;
    beside.isPhone = isPhone_;
    contact.presence = composePresence(tracker_.of(item.address), beside);
    contact.subscribedTo = item.seesThem();
    contact.asked = item.asked;
    const bool isSilent = contact.presence.availability == Availability::Offline;
    if (link_ != Link::Up || (isSilent && !item.seesThem())) {
        contact.presence = {Availability::Unknown, {}};
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
