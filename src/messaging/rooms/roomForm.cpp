// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/rooms/roomForm.h"

#include "core/text.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {
namespace {

constexpr auto roomInfo = "http://jabber.org/protocol/muc#roominfo";
/// Prosody's own name for "members may invite".
constexpr auto prosodyInvites = "{http://prosody.im/protocol/muc}roomconfig_allowmemberinvites";

std::string field(const char* name) {
    return std::string("muc#roomconfig_") + name;
}

const char* whois(bool showsAddresses) {
    return showsAddresses ? "anyone" : "moderators";
}

}  // namespace

RoomProfile RoomProfile::of(const xmpp::DiscoInfo& info) {
    RoomProfile facts;
    const auto form = xmpp::DataForm::in(info.query, roomInfo);
    facts.name = form.value(field("roomname"));
    if (facts.name.empty() && !info.identities.empty()) facts.name = info.identities.front().name;
    facts.description = form.value("muc#roominfo_description");
    if (const auto count = core::parseNumber(form.value("muc#roominfo_occupants"))) {
        facts.occupants = int(std::min<std::uint64_t>(*count, 1'000'000));
    }
    facts.isPersistent = info.has("muc_persistent");
    facts.isMembersOnly = info.has("muc_membersonly");
    facts.isPublic = info.has("muc_public");
    facts.showsAddresses = info.has("muc_nonanonymous");
    facts.isModerated = info.has("muc_moderated");
    facts.hasPassword = info.has("muc_passwordprotected");
    facts.hasArchive = info.has(xmpp::ns::archive);
    return facts;
}

void fill(xmpp::DataForm& form, const NewRoom& room) {
    form.set(field("roomname"), room.name.empty() ? room.subject : room.name);
    form.setFlag(field("persistentroom"), room.isPersistent);
    form.setFlag(field("publicroom"), room.isPublic);
    form.setFlag(field("membersonly"), room.isMembersOnly);
    form.setFlag(field("moderatedroom"), false);
    form.setFlag(field("allowinvites"), true);
    form.setFlag(prosodyInvites, true);
    form.setFlag(field("changesubject"), true);
    form.set(field("whois"), whois(true));
    form.setFlag(field("passwordprotectedroom"), room.password.has_value());
    if (room.password) form.set(field("roomsecret"), std::string(room.password->reveal()));
}

RoomSettings settingsIn(const xmpp::DataForm& form) {
    RoomSettings settings;
    settings.name = form.value(field("roomname"));
    settings.description = form.value(field("roomdesc"));
    settings.isPersistent = form.flag(field("persistentroom"));
    settings.isMembersOnly = form.flag(field("membersonly"));
    settings.isPublic = form.flag(field("publicroom"));
    settings.isModerated = form.flag(field("moderatedroom"));
    settings.showsAddresses = form.value(field("whois")) == "anyone";
    settings.allowsInvitations = form.flag(field("allowinvites"), form.flag(prosodyInvites));
    settings.allowsSubject = form.flag(field("changesubject"));
    return settings;
}

void fill(xmpp::DataForm& form, const RoomSettings& settings) {
    form.set(field("roomname"), settings.name);
    form.set(field("roomdesc"), settings.description);
    form.setFlag(field("persistentroom"), settings.isPersistent);
    form.setFlag(field("membersonly"), settings.isMembersOnly);
    form.setFlag(field("publicroom"), settings.isPublic);
    form.setFlag(field("moderatedroom"), settings.isModerated);
    form.set(field("whois"), whois(settings.showsAddresses));
    form.setFlag(field("allowinvites"), settings.allowsInvitations);
    form.setFlag(prosodyInvites, settings.allowsInvitations);
    form.setFlag(field("changesubject"), settings.allowsSubject);
}

}  // namespace sidetone::messaging
