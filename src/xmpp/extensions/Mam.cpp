// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Mam.h"

#include <utility>

#include "xmpp/Session.h"
#include "xmpp/extensions/Delay.h"
#include "xmpp/extensions/Muc.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

XmlElement field(std::string name, std::string value) {
    XmlElement element("field", ns::forms);
    element.setAttribute("var", std::move(name));
    element.add(XmlElement("value", ns::forms).setText(std::move(value)));
    return element;
}

XmlElement write(const ArchiveQuery& query, const std::string& id) {
    XmlElement element("query", ns::archive);
    element.setAttribute("queryid", id);
    XmlElement form("x", ns::forms);
    form.setAttribute("type", "submit");
    form.add(field("FORM_TYPE", ns::archive).setAttribute("type", "hidden"));
    if (!query.with.isEmpty()) form.add(field("with", query.with.text()));
    if (query.start) form.add(field("start", writeTime(*query.start)));
    element.add(std::move(form));

    XmlElement set("set", ns::resultSets);
    set.add(XmlElement("max", ns::resultSets).setText(std::to_string(query.most)));
    if (!query.after.empty()) {
        set.add(XmlElement("after", ns::resultSets).setText(query.after));
    }
    if (query.before) set.add(XmlElement("before", ns::resultSets).setText(*query.before));
    element.add(std::move(set));

    auto iq = stanza("iq", "set", query.room.isEmpty() ? std::string() : query.room.text());
    iq.add(std::move(element));
    return iq;
}

/// Who spoke, as the room itself says beside what it has kept; empty where it hides that.
core::Address occupantIn(const XmlElement& message) {
    const auto* user = message.child("x", ns::roomUser);
    const auto* item = user != nullptr ? user->child("item", ns::roomUser) : nullptr;
    return item != nullptr ? RoomItem::read(*item).jid.address() : core::Address();
}

}  // namespace

Mam::Mam(Session& session) : Extension(session) {}
Mam::~Mam() = default;

core::Task<ArchivePage> Mam::page(const ArchiveQuery& query) {
    const auto id = session().newId();
    auto& running = running_[id];
    if (!query.room.isEmpty()) running.room = Jid(query.room);
    core::Promise<ArchivePage> promise;
    auto task = promise.task();
    session()
        .request(write(query, id))
        .then(owner_, [this, id, promise](core::Result<XmlElement> answer) {
            auto results = running_.extract(id);
            if (!answer) return promise.settle(std::move(answer.error()));
            const auto* fin = answer->child("fin", ns::archive);
            if (fin == nullptr) {
                return promise.settle(core::fail(core::ErrorCode::BadAnswer, "Reading the archive",
                                                 "the server did not end its answer"));
            }
            ArchivePage page;
            if (!results.empty()) {
                page.messages = std::move(results.mapped().messages);
                page.invitations = std::move(results.mapped().invitations);
            }
            const auto complete = fin->attribute("complete");
            page.complete = complete == "true" || complete == "1";
            if (const auto* set = fin->child("set", ns::resultSets)) {
                page.first = set->childText("first");
                page.last = set->childText("last");
            }
            promise.settle(std::move(page));
        });
    return task;
}

bool Mam::takeMessage(const XmlElement& stanza) {
    const auto* result = stanza.child("result", ns::archive);
    if (result == nullptr) return false;
    const auto running = running_.find(result->attribute("queryid"));
    const auto* forwarded = result->child("forwarded", ns::forward);
    if (running == running_.end() || forwarded == nullptr) return true;
    // Only our own account has our archive, and a room its own; others would write us a past that
    // never was.
    const auto self = session().jid();
    const auto owner = running->second.room.value_or(self.bare());
    const auto from = stanza.attribute("from");
    const auto sender = Jid::parse(from);
    const bool isUnsigned = from.empty() && !running->second.room;
    if (!isUnsigned && (!sender || *sender != owner)) return true;
    const auto* inner = forwarded->child("message", ns::client);
    if (inner == nullptr) return true;
    if (!running->second.room && RoomInvitation::read(*inner)) {
        running->second.invitations.push_back(*inner);
        return true;
    }
    auto message = ChatMessage::read(*inner, self);
    if (!message) return true;
    if (running->second.room) message->occupantAddress = occupantIn(*inner);
    message->archiveId = result->attribute("id");
    if (const auto time = delayIn(*forwarded)) message->sent = time;
    running->second.messages.push_back(std::move(*message));
    return true;
}

}  // namespace sidetone::xmpp
