// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/extensions/RoomPresence.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "xmpp/namespaces.h"
#include "xmpp/stanzas.h"

namespace sidetone::xmpp {
namespace {

using core::XmlElement;

constexpr std::array<std::string_view, 4> roles{"none", "visitor", "participant", "moderator"};
constexpr std::array<std::string_view, 5> affiliations{"outcast", "none", "member", "admin",
                                                       "owner"};

template <class Kind, std::size_t size>
Kind indexIn(const std::array<std::string_view, size>& names, std::string_view name,
             Kind otherwise) {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? otherwise : Kind(found - names.begin());
}

std::string conditionIn(const XmlElement& stanza) {
    const auto* error = stanza.child("error", ns::client);
    if (error == nullptr) return {};
    for (const auto& child : error->children) {
        if (child.nameSpace == ns::stanzaErrors && child.name != "text") return child.name;
    }
    return {};
}

void readUser(const XmlElement& user, RoomPresence& presence) {
    if (const auto* item = user.child("item", ns::roomUser)) presence.item = RoomItem::read(*item);
    if (const auto* destroy = user.child("destroy", ns::roomUser)) {
        presence.isDestroyed = true;
        presence.alternative = destroy->attribute("jid");
        presence.destroyReason = destroy->childText("reason");
    }
}

}  // namespace

std::string_view nameOf(RoomRole role) {
    return roles[static_cast<std::size_t>(role)];
}

std::string_view nameOf(RoomAffiliation affiliation) {
    return affiliations[static_cast<std::size_t>(affiliation)];
}

RoomItem RoomItem::read(const XmlElement& element) {
    RoomItem item;
    item.role = indexIn(roles, element.attribute("role"), RoomRole::None);
    item.affiliation =
        indexIn(affiliations, element.attribute("affiliation"), RoomAffiliation::None);
    item.jid = Jid::parse(element.attribute("jid")).value_or(Jid());
    item.nick = element.attribute("nick");
    item.reason = element.childText("reason");
    if (const auto* actor = element.child("actor")) {
        item.actor = actor->attribute("nick");
        if (item.actor.empty()) item.actor = actor->attribute("jid");
    }
    return item;
}

bool RoomPresence::has(int code) const {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

std::optional<RoomPresence> RoomPresence::read(const XmlElement& stanza) {
    const auto from = Jid::parse(stanza.attribute("from"));
    if (!from || from->user.empty()) return {};
    RoomPresence presence;
    presence.from = *from;
    const auto type = stanza.attribute("type");
    if (type == "error") {
        presence.kind = Kind::Refused;
        presence.condition = conditionIn(stanza);
        presence.error = readStanzaError(stanza, "Joining " + from->bare().text());
        return presence;
    }
    if (!type.empty() && type != "unavailable") return {};
    presence.kind = type.empty() ? Kind::Here : Kind::Gone;
    presence.info = readPresence(stanza);
    presence.codes = roomCodesIn(stanza);
    if (const auto* user = stanza.child("x", ns::roomUser)) readUser(*user, presence);
    if (const auto* occupant = stanza.child("occupant-id", ns::occupantIds)) {
        presence.occupantId = occupant->attribute("id");
    }
    return presence;
}

std::vector<int> roomCodesIn(const XmlElement& stanza) {
    std::vector<int> codes;
    const auto* user = stanza.child("x", ns::roomUser);
    if (user == nullptr) return codes;
    for (const auto& child : user->children) {
        if (!child.is("status", ns::roomUser)) continue;
        const auto code = core::parseNumber(child.attribute("code"));
        if (code && *code < 1000) codes.push_back(int(*code));
    }
    return codes;
}

}  // namespace sidetone::xmpp
