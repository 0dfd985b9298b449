// SPDX-License-Identifier: GPL-3.0-or-later
// The part of StandardClient that hands on to messaging, store, directory and telephony.
#include <algorithm>

#include "client/StandardClient.h"
#include "client/people/searchedSources.h"
#include "config/keys.h"
#include "core/text.h"
#include "directory/ldap/ldapSettingsOf.h"

namespace sidetone::client {

using core::ErrorCode;
using core::Result;
using core::Task;

namespace {

constexpr int directoryLimit = 20;
constexpr config::Key<bool> showContactPictures{"ShowContactPictures"};
constexpr config::Key<bool> localDirectoryIndex{"LocalDirectoryIndex"};
/// Between two questions to a directory that did not answer.
constexpr core::Milliseconds directoryPause{5'000};

/// What the server cannot do it will not do in a moment; the next search asks it all the same.
bool isForGood(const core::Error& trouble) {
    return trouble.code == ErrorCode::Unsupported;
}

messaging::Contact contactOf(const directory::Person& person) {
    messaging::Contact contact;
    contact.address = person.address;
    contact.name = person.name;
    return contact;
}

}  // namespace

core::Error StandardClient::notSignedIn(const char* tried) const {
    return core::fail(ErrorCode::Unavailable, tried, "nobody is signed in", "Sign in first.");
}

messaging::Presence StandardClient::presence() const {
    if (const auto* source = messaging()) return source->presence();
    return {messaging::Availability::Offline, {}};
}

void StandardClient::setPresence(const messaging::Presence& presence) {
    if (auto* source = messaging()) source->setPresence(presence);
}

std::vector<messaging::Contact> StandardClient::contacts() const {
    const auto* source = messaging();
    return source != nullptr ? source->contacts() : std::vector<messaging::Contact>();
}

std::optional<messaging::Contact> StandardClient::contact(const core::Address& address) const {
    const auto* source = messaging();
    return source != nullptr ? source->contact(address) : std::nullopt;
}

std::vector<messaging::Contact> StandardClient::matchingContacts(const std::string& text) const {
    const auto folded = core::foldCase(core::trim(text));
    std::vector<messaging::Contact> found;
    for (auto& contact : contacts()) {
        if (matches(contact, folded)) found.push_back(std::move(contact));
    }
    return found;
}

Task<std::vector<messaging::Contact>> StandardClient::search(const std::string& text) {
    using Contacts = std::vector<messaging::Contact>;
    if (core::trim(text).empty()) return Task<Contacts>::ready(Contacts());
    searchTrouble_.reset();
    if (!account_ || !account_->people) return Task<Contacts>::ready(matchingContacts(text));
    core::Promise<Contacts> promise;
    auto task = promise.task();
    account_->people->search(text, directoryLimit, {})
        .then(account_->owner, [this, promise](const Result<directory::FoundPeople>& found) {
            if (!found) return promise.settle(found.error());
            searchTrouble_.reset();
            // A directory that does not answer takes nothing away from the contact list.
            for (const auto& trouble : found->troubles) {
                searchTrouble_ = trouble.error;
                platform_.log.warning("client", trouble.error.sentence());
            }
            promise.settle(contactsOf(*found));
        });
    return task;
}

std::vector<messaging::Contact> StandardClient::contactsOf(
    const directory::FoundPeople& found) const {
    std::vector<messaging::Contact> all;
    for (const auto& person : found.people) {
        if (person.address.isEmpty()) continue;
        auto known = contact(person.address).value_or(contactOf(person));
        if (known.name.empty()) known.name = person.name;
        all.push_back(std::move(known));
    }
    return all;
}

PeopleRules StandardClient::peopleRules() const {
    PeopleRules rules;
    const auto wanted = directory::wantedSource(settings(), account_->deployment.profile,
                                                account_->deployment.edge.has_value());
    rules.kind = wanted == directory::ContactSourceKind::Ldap ? "LDAP" : "UDS";
    rules.lookupRules = account_->deployment.lookupRules;
    rules.leastTyped =
        static_cast<std::size_t>(settings().get(config::keys::minimumSearchCharacters));
    rules.showsPhotos = settings().get(showContactPictures);
    rules.keepsEverybody = settings().get(localDirectoryIndex);
    return rules;
}

PeopleControl* StandardClient::people() {
    return account_ ? account_->people.get() : nullptr;
}

Service StandardClient::directoryService() const {
    const auto wanted = directory::wantedSource(settings(), account_->deployment.profile,
                                                account_->deployment.edge.has_value());
    const bool isLdap = wanted == directory::ContactSourceKind::Ldap;
    Service service{ServiceKind::Directory, ServiceState::Up, account_->directory->where(),
                    isLdap ? "People are looked up in the organisation's directory (LDAP)"
                           : "People are looked up by the call manager's directory service"};
    if (account_->directoryTrouble) {
        service.state = isForGood(*account_->directoryTrouble) ? ServiceState::Failed
                                                               : ServiceState::Reconnecting;
        service.detail = account_->directoryTrouble->sentence();
    }
    return service;
}

void StandardClient::judgeDirectory(const std::string& text,
                                    const std::optional<core::Error>& trouble) {
    const bool wasUp = !account_->directoryTrouble;
    account_->directoryTrouble = trouble;
    account_->directoryPause.stop();
    if (trouble && !isForGood(*trouble)) {
        account_->directoryPause = platform_.clock.after(directoryPause, [this, text] {
            account_->directory->search(text, 1).then(
                account_->owner, [this, text](const Result<std::vector<directory::Person>>& found) {
                    judgeDirectory(text, found ? std::nullopt : std::optional(found.error()));
                });
        });
    }
    if (trouble || !wasUp) Q_EMIT servicesChanged();
}

Task<std::vector<ConversationSummary>> StandardClient::conversations() {
    auto* source = messaging();
    if (source != nullptr) return source->conversations();
    return Task<std::vector<ConversationSummary>>::ready(notSignedIn("Reading conversations"));
}

Task<std::vector<messaging::Message>> StandardClient::messages(const core::Address& peer,
                                                               std::int64_t beforeId, int limit) {
    if (auto* source = messaging()) return source->messages(peer, beforeId, limit);
    return Task<std::vector<messaging::Message>>::ready(notSignedIn("Reading messages"));
}

Task<messaging::Message> StandardClient::sendMessage(const core::Address& peer,
                                                     const std::string& body) {
    if (auto* source = messaging()) return source->sendMessage(peer, body);
    return Task<messaging::Message>::ready(notSignedIn("Sending a message"));
}

void StandardClient::sendChatState(const core::Address& peer, messaging::ChatState state) {
    if (auto* source = messaging()) source->sendChatState(peer, state);
}

void StandardClient::markRead(const core::Address& peer) {
    if (auto* source = messaging()) source->markRead(peer);
}

messaging::MessageControl* StandardClient::chats() {
    auto* source = messaging();
    return source != nullptr ? source->chats() : nullptr;
}
messaging::RoomControl* StandardClient::rooms() {
    auto* source = messaging();
    return source != nullptr ? source->rooms() : nullptr;
}
messaging::FileControl* StandardClient::files() {
    auto* source = messaging();
    return source != nullptr ? source->files() : nullptr;
}
messaging::EncryptionControl* StandardClient::encryption() {
    auto* source = messaging();
    return source != nullptr ? source->encryption() : nullptr;
}
messaging::HistoryTransferControl* StandardClient::historyTransfer() {
    auto* source = messaging();
    return source != nullptr ? source->historyTransfer() : nullptr;
}
messaging::PrivacyControl* StandardClient::privacy() {
    auto* source = messaging();
    return source != nullptr ? source->privacy() : nullptr;
}

}  // namespace sidetone::client
