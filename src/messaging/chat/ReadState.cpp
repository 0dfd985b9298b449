// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/chat/ReadState.h"

#include "messaging/chat/Courier.h"
#include "messaging/chat/Routes.h"
#include "xmpp/Extensions.h"
#include "xmpp/Session.h"
#include "xmpp/extensions/StanzaIds.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {

ReadState::ReadState(Parts parts) : parts_(std::move(parts)) {
    parts_.extensions.watch(xmpp::ns::displayedSync, [this](const xmpp::PepEvent& event) {
        if (event.from == parts_.session.account().address) take(event.items);
    });
}

void ReadState::markRead(const core::Address& peer) {
    parts_.history.markRead(peer).then(
        owner_, [this, peer](const core::Result<store::History::MarkedRead>& marked) {
            if (!marked) return parts_.reports.storageFailed(marked.error());
            if (marked->count == 0) return;
            parts_.reports.unread(peer, 0);
            tell(peer, *marked);
        });
}

void ReadState::tell(const core::Address& peer, const store::History::MarkedRead& marked) {
    if (!marked.newestArchiveId.empty()) publish(peer, marked.newestArchiveId);
    // Which of a room's messages was read is nobody's business there.
    if (marked.newestStanzaId.empty() || parts_.isRoom(peer)) return;
    if (!parts_.tells() || !parts_.maySeeUs(peer)) return;
    xmpp::ChatMessage marker;
    marker.to = parts_.routes.to(peer);
    marker.id = parts_.session.newId();
    marker.displayedFor = marked.newestStanzaId;
    marker.hints.store = true;
    parts_.courier.send(std::move(marker), "displayed " + peer.text());
}

void ReadState::publish(const core::Address& peer, const std::string& archiveId) {
    if (parts_.session.state() != xmpp::SessionState::Online) return;
    core::XmlElement id("stanza-id", xmpp::ns::stanzaIds);
    id.setAttribute("id", archiveId);
    const auto by = parts_.isRoom(peer) ? peer : parts_.session.account().address;
    id.setAttribute("by", by.text());
    xmpp::PepItem item{peer.text(), core::XmlElement("displayed", xmpp::ns::displayedSync)};
    item.payload.add(std::move(id));
    xmpp::PepOptions options;
    options.access = xmpp::PepOptions::Access::Whitelist;
    options.items = xmpp::PepOptions::Items::Many;
    options.sendLast = xmpp::PepOptions::SendLast::Never;
    parts_.extensions.personal.publish(xmpp::ns::displayedSync, item, options)
        .then(owner_, [this](const core::Status& done) {
            if (!done) parts_.log.info("messaging", done.error().sentence());
        });
}

void ReadState::open() {
    parts_.extensions.personal.items({}, xmpp::ns::displayedSync)
        .then(owner_, [this](const core::Result<std::vector<xmpp::PepItem>>& items) {
            if (items) take(*items);  // most people's accounts have no such node
        });
}

void ReadState::take(const std::vector<xmpp::PepItem>& items) {
    for (const auto& item : items) {
        const auto peer = core::Address::parse(item.id);
        const auto* id = item.payload.child("stanza-id", xmpp::ns::stanzaIds);
        if (peer && id != nullptr) readElsewhere(*peer, std::string(id->attribute("id")));
    }
}

void ReadState::readElsewhere(const core::Address& peer, const std::string& target) {
    if (target.empty()) return;
    parts_.history.markReadUpTo(peer, target)
        .then(owner_, [this, peer](const core::Result<store::History::MarkedRead>& marked) {
            if (marked && marked->count > 0) parts_.reports.unread(peer, marked->unread);
        });
}

}  // namespace sidetone::messaging
