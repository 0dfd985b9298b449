// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/Muc.h"

#include "xmpp/Session.h"
#include "xmpp/extensions/Delay.h"
#include "xmpp/extensions/Ping.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

XmlElement joinElement(const RoomEntry& entry) {
    XmlElement join("x", ns::rooms);
    XmlElement history("history", ns::rooms);
    if (entry.since) {
        history.setAttribute("since", writeTime(*entry.since));
    } else {
        history.setAttribute("maxchars", "0");
    }
    join.add(std::move(history));
    if (entry.password) {
        join.add(XmlElement("password", ns::rooms).setText(std::string(entry.password->reveal())));
    }
    return join;
}

XmlElement withReason(XmlElement element, const std::string& reason) {
    if (!reason.empty()) element.add(XmlElement("reason", element.nameSpace).setText(reason));
    return element;
}

RoomInvitation readMediated(const XmlElement& invite, const XmlElement& user, const Jid& room) {
    RoomInvitation invitation;
    invitation.room = room.address();
    invitation.from = Jid::parse(invite.attribute("from")).value_or(Jid());
    invitation.reason = invite.childText("reason");
    invitation.isContinuation = invite.child("continue") != nullptr;
    if (const auto password = user.childText("password"); !password.empty()) {
        invitation.password = core::Secret(password);
    }
    return invitation;
}

std::optional<RoomInvitation> readDirect(const XmlElement& x, const Jid& from) {
    const auto room = Jid::parse(x.attribute("jid"));
    if (!room || !room->resource.empty() || room->address().isEmpty()) return {};
    RoomInvitation invitation;
    invitation.way = RoomInvitation::Way::Direct;
    invitation.room = room->address();
    invitation.from = from;
    invitation.reason = x.attribute("reason");
    const auto continues = x.attribute("continue");
    invitation.isContinuation = continues == "true" || continues == "1";
    if (const auto password = x.attribute("password"); !password.empty()) {
        invitation.password = core::Secret(std::string(password));
    }
    return invitation;
}

XmlElement directElement(const RoomInvitation& invitation) {
    XmlElement x("x", ns::directInvitation);
    x.setAttribute("jid", invitation.room.text());
    if (!invitation.reason.empty()) x.setAttribute("reason", invitation.reason);
    if (invitation.isContinuation) x.setAttribute("continue", "true");
    if (invitation.password) {
        x.setAttribute("password", std::string(invitation.password->reveal()));
    }
    return x;
}

XmlElement itemElement(const RoomItem& item, Muc::Change what) {
    XmlElement element("item", ns::roomAdmin);
    if (what == Muc::Change::Role) {
        element.setAttribute("nick", item.nick);
        element.setAttribute("role", std::string(nameOf(item.role)));
    } else {
        element.setAttribute("jid", item.jid.bare().text());
        element.setAttribute("affiliation", std::string(nameOf(item.affiliation)));
    }
    return withReason(std::move(element), item.reason);
}

}  // namespace

std::optional<RoomInvitation> RoomInvitation::read(const XmlElement& message) {
    const auto from = Jid::parse(message.attribute("from"));
    if (!from || from->user.empty() || message.attribute("type") == "error" ||
        message.attribute("type") == "groupchat") {
        return {};
    }
    const auto* user = message.child("x", ns::roomUser);
    if (user != nullptr && from->resource.empty() && !from->address().isEmpty()) {
        if (const auto* invite = user->child("invite", ns::roomUser)) {
            return readMediated(*invite, *user, *from);
        }
    }
    // Beside a room's own word there is a second, older form of the same (Prosody 0.12.3).
    const auto* direct = message.child("x", ns::directInvitation);
    if (direct == nullptr || user != nullptr) return {};
    return readDirect(*direct, *from);
}

Muc::Muc(Session& session) : Extension(session) {}
Muc::~Muc() = default;

void Muc::enter(const RoomEntry& entry) {
    auto presence = writePresence(entry.presence);
    presence.setAttribute("to", entry.occupant.text());
    presence.add(joinElement(entry));
    if (!entry.extra.name.empty()) presence.add(entry.extra);
    session().send(std::move(presence));
}

void Muc::update(const Jid& occupant, const PresenceInfo& info, const XmlElement& extra) {
    auto presence = writePresence(info);
    presence.setAttribute("to", occupant.text());
    if (!extra.name.empty()) presence.add(extra);
    session().send(std::move(presence));
}

void Muc::leave(const Jid& occupant) {
    session().send(stanza("presence", "unavailable", occupant.text()));
}

void Muc::setSubject(const core::Address& room, const std::string& subject) {
    auto message = stanza("message", "groupchat", room.text());
    message.setAttribute("id", session().newId());
    message.add(XmlElement("subject").setText(subject));
    session().send(std::move(message));
}

std::string Muc::invite(const RoomInvitation& invitation, const core::Address& person) {
    auto id = session().newId();
    if (invitation.way == RoomInvitation::Way::Direct) {
        auto message = stanza("message", {}, person.text());
        message.setAttribute("id", id);
        message.add(directElement(invitation));
        session().send(std::move(message));
        return id;
    }
    XmlElement invite("invite", ns::roomUser);
    invite.setAttribute("to", person.text());
    if (invitation.isContinuation) invite.add(XmlElement("continue", ns::roomUser));
    XmlElement user("x", ns::roomUser);
    user.add(withReason(std::move(invite), invitation.reason));
    auto message = stanza("message", {}, invitation.room.text());
    message.setAttribute("id", id);
    message.add(std::move(user));
    session().send(std::move(message));
    return id;
}

void Muc::decline(const RoomInvitation& invitation, const std::string& reason) {
    if (invitation.way == RoomInvitation::Way::Direct || invitation.from.isEmpty()) return;
    XmlElement decline("decline", ns::roomUser);
    decline.setAttribute("to", invitation.from.text());
    XmlElement user("x", ns::roomUser);
    user.add(withReason(std::move(decline), reason));
    auto message = stanza("message", {}, invitation.room.text());
    message.add(std::move(user));
    session().send(std::move(message));
}

core::Task<XmlElement> Muc::ask(const char* type, const core::Address& room, XmlElement query) {
    auto iq = stanza("iq", type, room.text());
    iq.add(std::move(query));
    return session().request(std::move(iq));
}

core::Task<void> Muc::tell(const core::Address& room, XmlElement query) {
    core::Promise<void> promise;
    auto task = promise.task();
    ask("set", room, std::move(query))
        .then(owner_, [promise](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            promise.settle({});
        });
    return task;
}

core::Task<DataForm> Muc::settings(const core::Address& room) {
    core::Promise<DataForm> promise;
    auto task = promise.task();
    ask("get", room, XmlElement("query", ns::roomOwner))
        .then(owner_, [promise](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            const auto* query = answer->child("query", ns::roomOwner);
            promise.settle(query != nullptr ? DataForm::in(*query) : DataForm());
        });
    return task;
}

core::Task<void> Muc::configure(const core::Address& room, const DataForm& answer) {
    XmlElement query("query", ns::roomOwner);
    query.add(answer.toElement());
    return tell(room, std::move(query));
}

core::Task<void> Muc::change(const core::Address& room, Change what, const RoomItem& item) {
    XmlElement query("query", ns::roomAdmin);
    query.add(itemElement(item, what));
    return tell(room, std::move(query));
}

core::Task<std::vector<RoomItem>> Muc::list(const core::Address& room,
                                            RoomAffiliation affiliation) {
    XmlElement query("query", ns::roomAdmin);
    XmlElement item("item", ns::roomAdmin);
    item.setAttribute("affiliation", std::string(nameOf(affiliation)));
    query.add(std::move(item));
    core::Promise<std::vector<RoomItem>> promise;
    auto task = promise.task();
    ask("get", room, std::move(query))
        .then(owner_, [promise](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            std::vector<RoomItem> items;
            if (const auto* found = answer->child("query", ns::roomAdmin)) {
                for (const auto& child : found->children) {
                    if (child.is("item", ns::roomAdmin)) items.push_back(RoomItem::read(child));
                }
            }
            promise.settle(std::move(items));
        });
    return task;
}

core::Task<void> Muc::destroy(const core::Address& room, const std::string& reason,
                              const std::string& alternative) {
    XmlElement destroy("destroy", ns::roomOwner);
    if (!alternative.empty()) destroy.setAttribute("jid", alternative);
    XmlElement query("query", ns::roomOwner);
    query.add(withReason(std::move(destroy), reason));
    return tell(room, std::move(query));
}

core::Task<void> Muc::ping(const Jid& occupant) {
    core::Promise<void> promise;
    auto task = promise.task();
    session()
        .request(Ping::question(occupant.text()))
        .then(owner_, [promise](const core::Result<XmlElement>& answer) {
            if (!answer) return promise.settle(answer.error());
            promise.settle({});
        });
    return task;
}

bool Muc::takePresence(const XmlElement& stanza) {
    const auto presence = RoomPresence::read(stanza);
    if (!presence) return false;
    if (taker && taker(*presence)) return true;
    // Of a room that we left, or of a stranger who plays one: no person's presence in any case.
    return stanza.child("x", ns::roomUser) != nullptr || stanza.child("x", ns::rooms) != nullptr;
}

}  // namespace sidetone::xmpp
