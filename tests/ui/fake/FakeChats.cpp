// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake/FakeChats.h"

#include <algorithm>

#include "core/text.h"
#include "fake/FakeClient.h"

namespace sidetone::test {

using core::ErrorCode;
using core::Task;
using messaging::Message;

namespace {

Task<Message> unknown() {
    return Task<Message>::ready(core::fail(ErrorCode::NotFound, "Looking for the message"));
}

}  // namespace

Task<Message> FakeChats::send(const core::Address& peer, const messaging::Outgoing& message) {
    drafts.erase(peer);
    if (message.replyTo == 0) return client_.sendMessage(peer, message.body);
    client_.log.push_back("reply " + std::to_string(message.replyTo) + " " + message.body);
    auto sent = client_.add(peer, messaging::Direction::Out, message.body, client_.now(),
                            messaging::Delivery::Queued);
    sent.replyTo = message.replyTo;
    client_.change(sent);
    return Task<Message>::ready(sent);
}

Task<Message> FakeChats::correct(std::int64_t id, const std::string& body) {
    client_.log.push_back("correct " + std::to_string(id) + " " + body);
    auto message = client_.find(id);
    if (!message) return unknown();
    message->body = body;
    message->isEdited = true;
    client_.change(*message);
    return Task<Message>::ready(*message);
}

Task<Message> FakeChats::react(std::int64_t id, const std::vector<std::string>& emojis) {
    auto message = client_.find(id);
    if (!message) return unknown();
    std::string line = "react " + std::to_string(id);
    auto& reactions = message->reactions;
    for (auto& reaction : reactions) {
        if (reaction.isOurs) std::erase(reaction.senders, "You");
        reaction.isOurs = false;
    }
    for (const auto& emoji : emojis) {
        line += " " + emoji;
        auto there = std::find_if(reactions.begin(), reactions.end(),
                                  [&](const auto& reaction) { return reaction.emoji == emoji; });
        if (there == reactions.end()) there = reactions.insert(there, {emoji, {}, true});
        there->senders.emplace_back("You");
        there->isOurs = true;
    }
    std::erase_if(reactions, [](const auto& reaction) { return reaction.senders.empty(); });
    client_.log.push_back(line);
    client_.change(*message);
    return Task<Message>::ready(*message);
}

Task<Message> FakeChats::resend(std::int64_t id) {
    client_.log.push_back("resend " + std::to_string(id));
    auto message = client_.find(id);
    if (!message) return unknown();
    message->delivery = messaging::Delivery::Queued;
    client_.change(*message);
    return Task<Message>::ready(*message);
}

Task<std::string> FakeChats::draft(const core::Address& peer) {
    return Task<std::string>::ready(drafts[peer]);
}

void FakeChats::setDraft(const core::Address& peer, const std::string& text) {
    drafts[peer] = text;
}

void FakeChats::setMuted(const core::Address& peer, bool isMuted) {
    client_.log.push_back((isMuted ? "mute " : "unmute ") + peer.text());
    muted[peer] = isMuted;
    client_.setUnread(peer, client_.unread(peer));
}

Task<std::vector<messaging::FoundMessage>> FakeChats::search(const messaging::HistoryQuery& query) {
    client_.log.push_back("find " + query.text);
    std::vector<messaging::FoundMessage> found;
    const auto wanted = core::foldCase(query.text);
    for (const auto& message : client_.everything()) {
        if (query.peer && message.peer != *query.peer) continue;
        if (query.before != 0 && message.id >= query.before) continue;
        const auto at = core::foldCase(message.body).find(wanted);
        if (at == std::string::npos) continue;
        found.push_back({message, client_.nameOf(message.peer), {{at, wanted.size()}}});
    }
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.message.time > b.message.time; });
    if (static_cast<int>(found.size()) > query.limit) {
        found.resize(static_cast<std::size_t>(query.limit));
    }
    return Task<std::vector<messaging::FoundMessage>>::ready(found);
}

Task<std::vector<Message>> FakeChats::around(std::int64_t id, int limit) {
    client_.log.push_back("around " + std::to_string(id));
    const auto message = client_.find(id);
    if (!message) {
        return Task<std::vector<Message>>::ready(
            core::fail(ErrorCode::NotFound, "Looking for the message"));
    }
    std::vector<Message> near;
    for (const auto& each : client_.everything()) {
        if (each.peer == message->peer && std::abs(each.id - id) <= limit / 2) near.push_back(each);
    }
    return Task<std::vector<Message>>::ready(near);
}

Task<int> FakeChats::fetchOlder(const core::Address& peer) {
    client_.log.push_back("fetchOlder " + peer.text());
    const int count = std::min(archived[peer], 40);
    archived[peer] -= count;
    client_.addOlder(peer, count);
    return Task<int>::ready(count);
}

Task<void> FakeChats::remove(std::int64_t id) {
    client_.log.push_back("remove " + std::to_string(id));
    client_.forget([id](const Message& message) { return message.id == id; });
    return Task<void>::ready({});
}

Task<void> FakeChats::removeConversation(const core::Address& peer) {
    client_.log.push_back("removeConversation " + peer.text());
    client_.forget([&](const Message& message) { return message.peer == peer; });
    client_.setUnread(peer, 0);
    return Task<void>::ready({});
}

Task<void> FakeChats::removeAll() {
    client_.log.emplace_back("removeAll");
    client_.forget([](const Message&) { return true; });
    return Task<void>::ready({});
}

Task<int> FakeChats::exportTo(const std::optional<core::Address>&,
                              const std::filesystem::path& file, messaging::ExportFormat) {
    client_.log.push_back("export " + file.filename().string());
    return Task<int>::ready(static_cast<int>(client_.everything().size()));
}

}  // namespace sidetone::test
