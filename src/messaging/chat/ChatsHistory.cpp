// SPDX-License-Identifier: GPL-3.0-or-later
// What Chats does with the history here and on the server.
#include "config/Settings.h"
#include "messaging/Inbox.h"
#include "messaging/chat/Chats.h"
#include "messaging/convert.h"
#include "store/ChatsToSave.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

constexpr int olderPage = 50;

/// A task that tells only whether it was done.
template <class T>
core::Task<void> withoutValue(core::Task<T> task, core::Owner& owner) {
    core::Promise<void> promise;
    auto result = promise.task();
    std::move(task).then(owner, [promise](const core::Result<T>& value) {
        promise.settle(value ? core::Status() : core::Status(value.error()));
    });
    return result;
}

}  // namespace

core::Task<std::vector<FoundMessage>> Chats::search(const HistoryQuery& query) {
    core::Promise<std::vector<FoundMessage>> promise;
    parts_.history.search({query.text, query.peer, query.before, query.limit})
        .then(owner_, [this, promise](const core::Result<std::vector<store::FoundText>>& found) {
            if (!found) return promise.settle(found.error());
            std::vector<FoundMessage> messages;
            for (const auto& text : *found) {
                FoundMessage message{
                    shown(toMessage(text.message)), parts_.nameOf(text.message.peer), {}};
                for (const auto& range : text.ranges) {
                    message.matches.push_back({range.begin, range.length});
                }
                messages.push_back(std::move(message));
            }
            promise.settle(std::move(messages));
        });
    return promise.task();
}

core::Task<std::vector<Message>> Chats::around(std::int64_t id, int limit) {
    core::Promise<std::vector<Message>> promise;
    parts_.history.around(id, limit).then(
        owner_, [this, promise](const core::Result<std::vector<store::StoredMessage>>& found) {
            if (!found) return promise.settle(found.error());
            std::vector<Message> messages;
            for (const auto& stored : *found) messages.push_back(shown(toMessage(stored)));
            promise.settle(std::move(messages));
        });
    return promise.task();
}

core::Task<int> Chats::fetchOlder(const core::Address& peer) {
    if (parts_.settings && parts_.settings().get(config::keys::disableHistory)) {
        return core::Task<int>::ready(core::fail(core::ErrorCode::Forbidden,
                                                 "Asking the server for older messages",
                                                 "your organisation keeps no history"));
    }
    core::Promise<int> promise;
    parts_.history.oldest(peer).then(
        owner_,
        [this, promise, peer](const core::Result<std::optional<store::StoredMessage>>& oldest) {
            if (!oldest) return promise.settle(oldest.error());
            std::optional<core::WallTime> time;
            if (*oldest) time = (*oldest)->time - core::Milliseconds(1);
            parts_.history.oldestArchiveId(peer).then(
                owner_, [this, promise, peer, time](const core::Result<std::string>& id) {
                    if (!id) return promise.settle(id.error());
                    askOlder(peer, *id, time, promise);
                });
        });
    return promise.task();
}

void Chats::askOlder(const core::Address& peer, const std::string& archiveId,
                     std::optional<core::WallTime> oldest, const core::Promise<int>& promise) {
    xmpp::ArchiveQuery query;
    query.before = archiveId;
    query.most = olderPage;
    (parts_.isRoom(peer) ? query.room : query.with) = peer;
    parts_.archive.page(query).then(
        owner_, [this, peer, oldest, promise](const core::Result<xmpp::ArchivePage>& page) {
            if (!page) return promise.settle(page.error());
            Inbox::PageOf fate;
            if (parts_.isRoom(peer)) fate.room = peer;
            fate.reading = Inbox::Reading::Known;
            fate.notAfter = oldest;
            fate.done = [promise](const core::Result<int>& count) { promise.settle(count); };
            parts_.inbox.storePage(page->messages, std::move(fate));
        });
}

/// The removal that follows is asked for in the same breath, and says what goes wrong on the disk.
void Chats::forget(core::Task<void> task) {
    std::move(task).then(owner_, [](const core::Status&) {});
}

core::Task<void> Chats::remove(std::int64_t id) {
    forget(store::ChatsToSave(parts_.store).removeMessage(id));
    return withoutValue(parts_.history.remove(id), owner_);
}

core::Task<void> Chats::removeConversation(const core::Address& peer) {
    forget(store::ChatsToSave(parts_.store).removeConversation(peer));
    return withoutValue(parts_.history.removeConversation(peer), owner_);
}

core::Task<void> Chats::removeAll() {
    forget(store::ChatsToSave(parts_.store).removeAll());
    return withoutValue(parts_.history.removeAll(), owner_);
}

}  // namespace sidetone::messaging
