// SPDX-License-Identifier: GPL-3.0-or-later
// Commands that close chats and save them to the mailbox.
#include <QDateTime>

#include "client/Client.h"
#include "mail/SavedChatControl.h"
#include "shared/CommandLoop.h"
#include "shared/Json.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;
using core::Result;
using mail::SavedChatControl;

namespace {

Result<core::Address> peerIn(const QJsonObject& command) {
    return core::Address::parse(command.value(u"peer"_s).toString().toStdString());
}

QString timeText(core::WallTime when) {
    return QDateTime::fromMSecsSinceEpoch(when.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

core::Error notSaved() {
    return core::fail(core::ErrorCode::Unavailable, "Saving chats to a mailbox",
                      "the organisation does not do that, or nobody is signed in",
                      "Ask your administrator (EnableSaveChatHistoryToExchange).");
}

}  // namespace

void CommandLoop::addSavedChatCommands() {
    addCommand(u"close"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        const auto peer = peerIn(command);
        if (!peer) return peer.error();
        client_.closeChat(*peer);
        return QJsonObject();
    });
    handlers_[u"save-chat"_s] = [this](const QJsonObject& command, const Reply& reply) {
        const auto peer = peerIn(command);
        if (!peer) return reply(peer.error());
        auto* control = client_.savedChats();
        if (control == nullptr) return reply(notSaved());
        control->save(*peer).then(owner_, [reply](const Result<int>& count) {
            if (!count) return reply(count.error());
            reply(QJsonObject{{u"messages"_s, *count}});
        });
    };
    handlers_[u"saved-chats"_s] = [this](const QJsonObject& command, const Reply& reply) {
        auto* control = client_.savedChats();
        if (control == nullptr) return reply(notSaved());
        QJsonObject answer{{u"on"_s, control->isOn()},
                           {u"may_choose"_s, control->mayChoose()},
                           {u"waiting"_s, control->waiting()}};
        const auto peer = peerIn(command);
        if (!peer) return reply(answer);
        control->state(*peer).then(
            owner_, [reply, answer](const Result<store::SavedChatState>& state) mutable {
                if (!state) return reply(state.error());
                answer.insert(u"waiting"_s, state->waiting);
                if (state->saved) answer.insert(u"saved"_s, timeText(*state->saved));
                reply(answer);
            });
    };
}

}  // namespace sidetone::apps
