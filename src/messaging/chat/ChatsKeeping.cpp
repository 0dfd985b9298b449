// SPDX-License-Identifier: GPL-3.0-or-later
// Chats that are saved to a file, and the calls that are kept beside them.
#include <cstdio>

#include "config/Settings.h"
#include "messaging/chat/Chats.h"
#include "store/CallLog.h"
#include "store/exportHistory.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

constexpr config::Key<bool> maySaveChats{"EnableSaveChatToFile"};

store::ExportForm formOf(ExportFormat format) {
    switch (format) {
        case ExportFormat::Html:
            return store::ExportForm::Html;
        case ExportFormat::Json:
            return store::ExportForm::Json;
        case ExportFormat::Text:
            break;
    }
    return store::ExportForm::Text;
}

/// "3:07", "1:00:05".
std::string lengthOf(core::Milliseconds duration) {
    const auto seconds = static_cast<int>(duration.count() / 1000);
    char text[32];
    if (seconds >= 3600) {
        std::snprintf(text, sizeof text, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60,
                      seconds % 60);
    } else {
        std::snprintf(text, sizeof text, "%d:%02d", seconds / 60, seconds % 60);
    }
    return text;
}

std::string wordsOf(const store::StoredCall& call) {
    if (call.answered) {
        return (call.outgoing ? "You called, " : "Called you, ") + lengthOf(call.duration);
    }
    switch (call.elsewhere) {
        case store::Elsewhere::Answered:
            return "Answered on another device";
        case store::Elsewhere::Declined:
            return "Declined on another device";
        case store::Elsewhere::No:
            break;
    }
    return call.outgoing ? "You called, no answer" : "Missed call";
}

Message eventOf(const core::Address& peer, const store::StoredCall& call) {
    Message event;
    event.id = -call.id;
    event.peer = peer;
    event.kind = MessageKind::Event;
    event.direction = call.outgoing ? Direction::Out : Direction::In;
    event.origin = Origin::Local;
    event.time = call.started;
    event.body = wordsOf(call);
    event.isRead = true;
    return event;
}

}  // namespace

core::Task<int> Chats::exportTo(const std::optional<core::Address>& peer,
                                const std::filesystem::path& file, ExportFormat format) {
    if (parts_.settings && !parts_.settings().get(maySaveChats)) {
        return core::Task<int>::ready(core::fail(core::ErrorCode::Forbidden, "Saving chats",
                                                 "your organisation does not allow it"));
    }
    if (file.empty()) {
        return core::Task<int>::ready(core::fail(core::ErrorCode::InvalidInput, "Saving chats",
                                                 "no file was named", "Name one."));
    }
    store::ExportRequest request;
    request.peer = peer;
    request.file = file;
    request.form = formOf(format);
    request.ownName = parts_.session.jid().bare().text();
    return store::exportHistory(parts_.store, std::move(request));
}

core::Task<std::vector<Message>> Chats::calls(const core::Address& peer, core::WallTime before,
                                              int limit) {
    core::Promise<std::vector<Message>> promise;
    auto task = promise.task();
    store::CallLog(parts_.store)
        .with({peer.text()}, before, limit)
        .then(owner_, [peer, promise](const core::Result<std::vector<store::StoredCall>>& calls) {
            if (!calls) return promise.settle(calls.error());
            std::vector<Message> events;
            for (const auto& call : *calls) events.push_back(eventOf(peer, call));
            promise.settle(std::move(events));
        });
    return task;
}

}  // namespace sidetone::messaging
