// SPDX-License-Identifier: GPL-3.0-or-later
// The part of StandardClient that hands on to messaging, store, directory and telephony.
#include <algorithm>
#include <set>

#include "client/StandardClient.h"
#include "core/text.h"
#include "store/CallLog.h"

namespace sidetone::client {

using core::ErrorCode;
using core::Result;
using core::Task;

namespace {

constexpr int directoryLimit = 20;
/// Between two questions to a directory that did not answer.
constexpr core::Milliseconds directoryPause{5'000};

messaging::Contact contactOf(const directory::Person& person) {
    messaging::Contact contact;
    contact.address = person.address;
    contact.name = person.name;
    return contact;
}

CallRecord recordOf(const store::StoredCall& call) {
    return {call.id,       call.peerUri, call.peerName, call.outgoing,
            call.answered, call.started, call.duration};
}

/// True where a word of the name, or the address, begins with the text.
bool matches(const messaging::Contact& contact, const std::string& folded) {
    if (contact.address.text().starts_with(folded)) return true;
    const auto name = core::foldCase(contact.name);
    for (auto at = name.find(folded); at != std::string::npos; at = name.find(folded, at + 1)) {
        if (at == 0 || name[at - 1] == ' ' || name[at - 1] == '-') return true;
    }
    return false;
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
    auto known = matchingContacts(text);
    if (!account_ || !account_->directory) {
        searchTrouble_.reset();
        return Task<Contacts>::ready(std::move(known));
    }
    core::Promise<Contacts> promise;
    auto task = promise.task();
    account_->directory->search(text, directoryLimit)
        .then(account_->owner,
              [this, promise, known, text](Result<std::vector<directory::Person>> people) {
                  auto all = known;
                  searchTrouble_.reset();
                  judgeDirectory(text, people ? std::nullopt : std::optional(people.error()));
                  if (!people) {
                      // A directory that does not answer takes nothing away from the contact list.
                      searchTrouble_ = people.error();
                      platform_.log.warning("client", people.error().sentence());
                      return promise.settle(std::move(all));
                  }
                  std::set<core::Address> seen;
                  for (const auto& contact : known) seen.insert(contact.address);
                  for (const auto& person : *people) {
                      if (seen.insert(person.address).second) all.push_back(contactOf(person));
                  }
                  promise.settle(std::move(all));
              });
    return task;
}

Service StandardClient::directoryService() const {
    const auto& servers = account_->deployment.udsServers;
    Service service{ServiceKind::Directory, ServiceState::Up,
                    servers.empty() ? std::string() : servers.front().text(),
                    "People are looked up by the call manager's directory service"};
    if (account_->directoryTrouble) {
        service.state = ServiceState::Reconnecting;
        service.detail = account_->directoryTrouble->sentence();
    }
    return service;
}

void StandardClient::judgeDirectory(const std::string& text,
                                    const std::optional<core::Error>& trouble) {
    const bool wasUp = !account_->directoryTrouble;
    account_->directoryTrouble = trouble;
    account_->directoryPause.stop();
    if (trouble) {
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
    using Summaries = std::vector<ConversationSummary>;
    auto* source = messaging();
    if (source == nullptr) return Task<Summaries>::ready(notSignedIn("Reading conversations"));
    core::Promise<Summaries> promise;
    auto task = promise.task();
    source->conversations().then(account_->owner, [promise](
                                                      Result<std::vector<messaging::Conversation>>
                                                          found) {
        if (!found) return promise.settle(found.error());
        Summaries summaries;
        for (const auto& each : *found) {
            summaries.push_back({each.peer, each.name, each.lastText, each.lastTime, each.unread});
        }
        promise.settle(std::move(summaries));
    });
    return task;
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

Task<std::vector<CallRecord>> StandardClient::callHistory(int limit) {
    using Records = std::vector<CallRecord>;
    if (!account_ || !account_->store) {
        return Task<Records>::ready(notSignedIn("Reading the call history"));
    }
    core::Promise<Records> promise;
    auto task = promise.task();
    store::CallLog(*account_->store)
        .newest(limit)
        .then(account_->owner, [promise](Result<std::vector<store::StoredCall>> found) {
            if (!found) return promise.settle(found.error());
            Records records;
            for (const auto& call : *found) records.push_back(recordOf(call));
            promise.settle(std::move(records));
        });
    return task;
}

telephony::CallControl* StandardClient::calls() {
    return account_ && account_->phone ? account_->phone->calls() : nullptr;
}

void StandardClient::nameCall(telephony::CallId id) {
    const auto call =
        account_ && account_->phone ? account_->phone->calls()->call(id) : std::nullopt;
    if (!call || !call->peerName.empty()) return;
    auto who = call->peerUri;
    if (who.starts_with("sip:") || who.starts_with("sips:")) who.erase(0, who.find(':') + 1);
    if (const auto address = core::Address::parse(who)) {
        if (const auto known = contact(*address)) {
            return account_->phone->suggestName(id, known->name);
        }
    }
    // The organisation's rules turn a caller's number into the one that the directory has.
    const auto number = account_->deployment.lookupRules.apply(who.substr(0, who.find('@')));
    if (!account_->directory || number.find_first_not_of("+0123456789") != std::string::npos) {
        return;
    }
    account_->directory->search(number, directoryLimit)
        .then(account_->owner,
              [this, id, number](const Result<std::vector<directory::Person>>& people) {
                  if (!people || !account_ || !account_->phone) return;
                  for (const auto& person : *people) {
                      const auto& numbers = person.numbers;
                      if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) {
                          continue;
                      }
                      return account_->phone->suggestName(id, person.name);
                  }
              });
}

void StandardClient::keepCall(const telephony::CallEnded& call) {
    if (!account_ || !account_->store) return;
    store::StoredCall stored;
    stored.peerUri = call.peerUri;
    stored.peerName = call.peerName;
    stored.outgoing = call.outgoing;
    stored.answered = call.answered;
    stored.started = call.started;
    stored.duration = call.duration;
    store::CallLog(*account_->store)
        .add(std::move(stored))
        .then(account_->owner, [this](Result<store::StoredCall> kept) {
            if (!kept) {
                platform_.log.error("client", kept.error().sentence());
                return;
            }
            Q_EMIT callHistoryChanged();
        });
}

}  // namespace sidetone::client
