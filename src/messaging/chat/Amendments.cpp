// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/chat/Amendments.h"

#include "messaging/chat/emojis.h"
#include "messaging/convert.h"

namespace sidetone::messaging {

bool Amendments::concerns(const xmpp::ChatMessage& message) {
    if (message.kind == xmpp::MessageKind::Error) return false;
    if (message.reactions) return true;
    return !message.replaces.empty() && !message.text().empty();
}

core::WallTime Amendments::timeOf(const xmpp::ChatMessage& message) const {
    return message.sent.value_or(clock_.wallTime());
}

void Amendments::take(const core::Address& peer, const xmpp::Jid& self, const Opened& opened,
                      std::shared_ptr<void> ticket) {
    const auto& message = opened.message;
    const bool isOurs = message.isFrom(self);
    const bool isGroup = message.kind == xmpp::MessageKind::GroupChat;
    const auto done = [this, ticket = std::move(ticket)](const MaybeMessage& changed) {
        report(changed);
    };
    if (message.reactions) {
        store::ReactionChange change;
        change.peer = peer;
        change.target = message.reactions->id;
        change.sender = isGroup ? message.from.resource : message.from.bare().text();
        change.emojis = joined(message.reactions->emojis);
        change.time = timeOf(message);
        return history_.react(std::move(change)).then(owner_, done);
    }
    store::Correction correction;
    correction.peer = peer;
    correction.direction = isOurs ? store::Direction::Out : store::Direction::In;
    correction.stanzaId = message.replaces;
    if (isGroup) correction.sender = message.from.resource;
    correction.body = message.text();
    correction.protection = opened.protection;
    correction.fingerprint = opened.fingerprint;
    correction.time = timeOf(message);
    history_.correct(std::move(correction)).then(owner_, done);
}

void Amendments::report(const MaybeMessage& changed) {
    if (!changed) {
        reports_.storageFailed(changed.error());
    } else if (*changed) {
        reports_.changed(toMessage(**changed));
    }
}

}  // namespace sidetone::messaging
