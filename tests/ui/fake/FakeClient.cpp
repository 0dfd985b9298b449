// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake/FakeClient.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::test {

using client::ClientState;
using messaging::Contact;
using messaging::Message;

core::Address addressOf(const std::string& text) {
    return core::Address::parse(text).value_or(core::Address{});
}

core::Address FakeClient::self() const {
    return state_ == ClientState::Ready ? addressOf("robin.keller@office.example")
                                        : core::Address{};
}

core::Status FakeClient::signIn(const std::string& address, core::Secret password) {
    log.push_back("signIn " + address + (password.isEmpty() ? " without" : " with"));
    const auto parsed = core::Address::parse(address);
    if (!parsed) return core::Status(tl::unexpect, parsed.error());
    error_.reset();
    trace_.address = parsed->text();
    setState(ClientState::SigningIn);
    return {};
}

void FakeClient::signOut() {
    log.emplace_back("signOut");
    error_.reset();
    setState(ClientState::SignedOut);
}

void FakeClient::setPresence(const messaging::Presence& presence) {
    log.push_back("presence " + presence.text);
    presence_ = presence;
    Q_EMIT presenceChanged();
}

std::vector<Contact> FakeClient::contacts() const {
    std::vector<Contact> all;
    for (const auto& [address, contact] : contacts_) all.push_back(contact);
    return all;
}

std::optional<Contact> FakeClient::contact(const core::Address& address) const {
    const auto found = contacts_.find(address);
    return found == contacts_.end() ? std::nullopt : std::optional(found->second);
}

core::Task<std::vector<Contact>> FakeClient::search(const std::string& text) {
    log.push_back("search " + text);
    std::vector<Contact> found;
    const auto wanted = core::foldCase(text);
    for (const auto& person : directory_) {
        if (core::foldCase(person.name).find(wanted) != std::string::npos) found.push_back(person);
    }
    return core::Task<std::vector<Contact>>::ready(found);
}

core::Task<std::vector<client::ConversationSummary>> FakeClient::conversations() {
    std::vector<client::ConversationSummary> all;
    for (const auto& [peer, messages] : messages_) {
        if (messages.empty()) continue;
        const auto& last = messages.back();
        client::ConversationSummary summary;
        summary.peer = peer;
        summary.name = nameOf(peer);
        summary.lastText = last.attachment ? last.attachment->name : last.body;
        summary.lastTime = last.time;
        summary.unread = unread(peer);
        if (rooms_.room(peer)) {
            summary.kind = messaging::ConversationKind::Room;
            summary.lastSender = last.sender;
        }
        if (const auto found = mentions_.find(peer); found != mentions_.end()) {
            summary.mentions = std::min(found->second, summary.unread);
        }
        if (const auto found = chats_.muted.find(peer); found != chats_.muted.end()) {
            summary.isMuted = found->second;
        }
        if (const auto found = chats_.drafts.find(peer); found != chats_.drafts.end()) {
            summary.draft = found->second;
        }
        all.push_back(std::move(summary));
    }
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.lastTime > b.lastTime; });
    return core::Task<std::vector<client::ConversationSummary>>::ready(all);
}

core::Task<std::vector<Message>> FakeClient::messages(const core::Address& peer,
                                                      std::int64_t beforeId, int limit) {
    std::vector<Message> page;
    for (const auto& message : messages_[peer]) {
        if (beforeId == 0 || message.id < beforeId) page.push_back(message);
    }
    int fresh = unread(peer);
    for (auto message = page.rbegin(); message != page.rend(); ++message) {
        message->isRead = message->direction == messaging::Direction::Out || --fresh < 0;
    }
    const auto many = static_cast<std::ptrdiff_t>(page.size());
    if (many > limit) page.erase(page.begin(), page.begin() + (many - limit));
    return core::Task<std::vector<Message>>::ready(page);
}

core::Task<Message> FakeClient::sendMessage(const core::Address& peer, const std::string& body) {
    log.push_back("send " + body);
    return core::Task<Message>::ready(
        add(peer, messaging::Direction::Out, body, clock_.wallTime(), messaging::Delivery::Queued));
}

void FakeClient::sendChatState(const core::Address&, messaging::ChatState state) {
    log.push_back("chatState " + std::to_string(static_cast<int>(state)));
}

void FakeClient::markRead(const core::Address& peer) {
    log.push_back("markRead " + peer.text());
    setUnread(peer, 0);
}

core::Task<std::vector<client::CallRecord>> FakeClient::callHistory(int limit) {
    auto records = history_;
    if (static_cast<int>(records.size()) > limit) records.resize(static_cast<std::size_t>(limit));
    return core::Task<std::vector<client::CallRecord>>::ready(records);
}

telephony::CallControl* FakeClient::calls() {
    return state_ == ClientState::Ready ? &calls_ : nullptr;
}

void FakeClient::setState(ClientState state) {
    state_ = state;
    Q_EMIT stateChanged();
    Q_EMIT chatChanged();
    Q_EMIT callsChanged();
}

void FakeClient::setTrace(signin::Trace trace) {
    trace_ = std::move(trace);
    Q_EMIT traceChanged();
}

void FakeClient::fail(core::Error error) {
    error_ = std::move(error);
    setState(ClientState::Failed);
}

void FakeClient::setServices(std::vector<client::Service> services) {
    services_ = std::move(services);
    Q_EMIT servicesChanged();
}

void FakeClient::setContacts(const std::vector<Contact>& contacts) {
    contacts_.clear();
    for (const auto& contact : contacts) contacts_[contact.address] = contact;
    Q_EMIT contactsChanged();
}

void FakeClient::changeContact(const Contact& contact) {
    contacts_[contact.address] = contact;
    Q_EMIT contactChanged(contact.address);
}

void FakeClient::setHistory(std::vector<client::CallRecord> records) {
    history_ = std::move(records);
    Q_EMIT callHistoryChanged();
}

Message FakeClient::put(Message message) {
    message.id = ++lastId_;
    messages_[message.peer].push_back(message);
    Q_EMIT messageAdded(message);
    return message;
}

Message FakeClient::add(const core::Address& peer, messaging::Direction direction,
                        const std::string& body, core::WallTime time,
                        messaging::Delivery delivery) {
    Message message;
    message.peer = peer;
    message.direction = direction;
    message.body = body;
    message.time = time;
    message.delivery = delivery;
    return put(std::move(message));
}

Message FakeClient::addFile(const core::Address& peer, messaging::Direction direction,
                            const messaging::Attachment& attachment, core::WallTime time) {
    Message message;
    message.peer = peer;
    message.direction = direction;
    message.kind = messaging::MessageKind::File;
    message.attachment = attachment;
    message.time = time;
    message.delivery = messaging::Delivery::Sent;
    return put(std::move(message));
}

void FakeClient::addOlder(const core::Address& peer, int count) {
    auto& messages = messages_[peer];
    for (int i = 0; i < count; ++i) {
        Message message;
        message.id = --firstId_;
        message.peer = peer;
        message.body = "From the archive, " + std::to_string(1000 - message.id);
        message.time = (messages.empty() ? now() : messages.front().time) - std::chrono::minutes(7);
        messages.insert(messages.begin(), message);
    }
}

std::optional<Message> FakeClient::find(std::int64_t id) const {
    for (const auto& message : everything()) {
        if (message.id == id) return message;
    }
    return std::nullopt;
}

std::vector<Message> FakeClient::everything() const {
    std::vector<Message> all;
    for (const auto& [peer, messages] : messages_) {
        all.insert(all.end(), messages.begin(), messages.end());
    }
    return all;
}

std::string FakeClient::nameOf(const core::Address& peer) const {
    if (const auto room = rooms_.room(peer)) return room->name;
    const auto known = contact(peer);
    return known ? known->name : "";
}

int FakeClient::unread(const core::Address& peer) const {
    const auto found = unread_.find(peer);
    return found == unread_.end() ? 0 : found->second;
}

void FakeClient::forget(const std::function<bool(const Message&)>& which) {
    for (auto& [peer, messages] : messages_) std::erase_if(messages, which);
}

void FakeClient::change(const Message& message) {
    for (auto& stored : messages_[message.peer]) {
        if (stored.id == message.id) stored = message;
    }
    Q_EMIT messageChanged(message);
}

void FakeClient::typing(const core::Address& peer, messaging::ChatState state) {
    Q_EMIT chatStateChanged(peer, state);
}

void FakeClient::setUnread(const core::Address& peer, int unread) {
    unread_[peer] = unread;
    Q_EMIT unreadChanged(peer, unread);
}

}  // namespace sidetone::test
