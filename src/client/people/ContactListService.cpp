// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/people/ContactListService.h"

#include <algorithm>
#include <set>

#include "client/people/ownCards.h"
#include "core/text.h"
#include "directory/vcard/readCards.h"
#include "directory/vcard/writeCard.h"
#include "messaging/Messaging.h"
#include "messaging/files/FileWorker.h"
#include "messaging/personal/PersonalItems.h"

namespace sidetone::client {
namespace {

using core::ErrorCode;
using messaging::Contact;

constexpr auto groupsId = "groups";
constexpr std::string_view cardBeginning = "card-";
constexpr std::size_t longestName = 200;

core::Error notSignedIn() {
    return core::fail(ErrorCode::Unavailable, "Changing the contact list",
                      "nobody is signed in to chat", "Sign in first.");
}

/// The name that the server has: an entry without one is shown by its address.
std::string ownName(const Contact& contact) {
    return contact.name == contact.address.user() ? std::string() : contact.name;
}

std::vector<std::string> without(std::vector<std::string> groups, const std::string& from,
                                 const std::string& to) {
    const bool hasNew = std::find(groups.begin(), groups.end(), to) != groups.end();
    if (to.empty() || hasNew) {
        std::erase(groups, from);
    } else {
        std::replace(groups.begin(), groups.end(), from, to);
    }
    return groups;
}

bool has(const std::vector<std::string>& groups, const std::string& group) {
    return std::find(groups.begin(), groups.end(), group) != groups.end();
}

core::Status checkOwn(const OwnContact& contact) {
    const auto& person = contact.person;
    std::string wrong;
    if (core::trim(person.name).empty()) wrong = "it has no name";
    if (person.name.size() > longestName) wrong = "its name is too long";
    const bool isReached =
        !person.numbers.empty() || !person.address.isEmpty() || !person.sipAddress.empty();
    if (!isReached) wrong = "it has neither a number nor an address";
    if (wrong.empty()) return {};
    return core::fail(ErrorCode::InvalidInput, "Keeping the contact", wrong,
                      "Give a name, and a number or an address.");
}

}  // namespace

struct ContactListService::Changes {
    std::vector<Change> left;
    core::Promise<int> promise;
    int done = 0;
};

ContactListService::ContactListService(Ports ports)
    : ports_(std::move(ports)), worker_(std::make_unique<messaging::FileWorker>()) {}
ContactListService::~ContactListService() = default;

std::vector<OwnContact> ContactListService::own() const {
    std::vector<OwnContact> all;
    auto* source = ports_.messaging();
    if (source == nullptr) return all;
    for (const auto& [id, item] : source->personalItems().items()) {
        if (!id.starts_with(cardBeginning)) continue;
        const auto file = directory::readCards(item.text);
        if (!file || file->cards.empty()) continue;
        auto& contact = all.emplace_back(contactOf(file->cards.front()));
        contact.id = id;
        contact.isOnlyHere = item.isOnlyHere;
    }
    return all;
}

std::vector<std::string> ContactListService::groups() const {
    std::vector<std::string> all;
    auto* source = ports_.messaging();
    if (source == nullptr) return all;
    const auto& items = source->personalItems().items();
    if (const auto kept = items.find(groupsId); kept != items.end()) {
        for (const auto line : core::split(kept->second.text, '\n')) {
            if (!line.empty() && !has(all, std::string(line))) all.emplace_back(line);
        }
    }
    std::set<std::string> used;
    for (const auto& contact : source->contacts()) {
        used.insert(contact.groups.begin(), contact.groups.end());
    }
    for (const auto& contact : own()) used.insert(contact.groups.begin(), contact.groups.end());
    for (const auto& group : used) {
        if (!has(all, group)) all.push_back(group);
    }
    return all;
}

std::string ContactListService::whyOnlyHere() const {
    auto* source = ports_.messaging();
    return source != nullptr ? source->personalItems().whyOnlyHere() : std::string();
}

core::Task<void> ContactListService::put(const core::Address& address, const std::string& name,
                                         const std::vector<std::string>& groups) {
    auto* source = ports_.messaging();
    if (source == nullptr) return core::Task<void>::ready(notSignedIn());
    return source->addContact(address, name, groups);
}

core::Task<void> ContactListService::remove(const core::Address& address) {
    auto* source = ports_.messaging();
    if (source == nullptr) return core::Task<void>::ready(notSignedIn());
    return source->removeContact(address);
}

core::Task<void> ContactListService::keepOwn(const OwnContact& contact) {
    auto* source = ports_.messaging();
    if (source == nullptr) return core::Task<void>::ready(notSignedIn());
    return source->personalItems().put(contact.id, directory::writeCard(cardOf(contact)));
}

core::Task<std::string> ContactListService::putOwn(const OwnContact& wanted) {
    if (const auto fits = checkOwn(wanted); !fits) {
        return core::Task<std::string>::ready(fits.error());
    }
    auto* source = ports_.messaging();
    if (source == nullptr) return core::Task<std::string>::ready(notSignedIn());
    auto contact = wanted;
    if (contact.id.empty()) contact.id = std::string(cardBeginning) + ports_.random.hex(12);
    auto changes = std::make_shared<Changes>();
    changes->left.push_back([this, contact] { return keepOwn(contact); });
    if (!contact.person.address.isEmpty()) {
        changes->left.push_back([this, contact] {
            return put(contact.person.address, contact.person.name, contact.groups);
        });
    }
    // The entry of an address that was changed would stay behind as a second person.
    for (const auto& before : own()) {
        const auto& address = before.person.address;
        const bool isLeft = before.id == contact.id && address != contact.person.address;
        if (!isLeft || address.isEmpty() || !source->contact(address)) continue;
        changes->left.push_back([this, address] { return remove(address); });
    }
    core::Promise<std::string> promise;
    changes->promise.task().then(owner_, [promise, id = contact.id](const core::Result<int>& done) {
        if (!done) return promise.settle(done.error());
        promise.settle(id);
    });
    runAll(changes);
    return promise.task();
}

core::Task<void> ContactListService::removeOwn(const std::string& id) {
    auto* source = ports_.messaging();
    if (source == nullptr) return core::Task<void>::ready(notSignedIn());
    return source->personalItems().remove(id);
}

core::Task<void> ContactListService::arrange(const std::vector<std::string>& groups) {
    auto* source = ports_.messaging();
    if (source == nullptr) return core::Task<void>::ready(notSignedIn());
    std::string text;
    for (const auto& group : groups) {
        if (group.find('\n') == std::string::npos) text += group + "\n";
    }
    return source->personalItems().put(groupsId, text);
}

core::Task<int> ContactListService::renameGroup(const std::string& from, const std::string& to) {
    auto* source = ports_.messaging();
    if (source == nullptr) return core::Task<int>::ready(notSignedIn());
    auto changes = std::make_shared<Changes>();
    for (const auto& contact : source->contacts()) {
        if (!has(contact.groups, from)) continue;
        changes->left.push_back([this, contact, from, to] {
            return put(contact.address, ownName(contact), without(contact.groups, from, to));
        });
    }
    for (auto contact : own()) {
        if (!has(contact.groups, from)) continue;
        contact.groups = without(contact.groups, from, to);
        changes->left.push_back([this, contact] { return keepOwn(contact); });
    }
    // The order is no person's, and counts as none.
    changes->done = -1;
    changes->left.push_back([this, order = without(groups(), from, to)] { return arrange(order); });
    auto task = changes->promise.task();
    runAll(changes);
    return task;
}

void ContactListService::runAll(const std::shared_ptr<Changes>& changes) {
    if (changes->left.empty()) return changes->promise.settle(changes->done);
    const auto change = std::move(changes->left.front());
    changes->left.erase(changes->left.begin());
    change().then(owner_, [this, changes](const core::Status& done) {
        if (!done) return changes->promise.settle(done.error());
        ++changes->done;
        runAll(changes);
    });
}

}  // namespace sidetone::client
