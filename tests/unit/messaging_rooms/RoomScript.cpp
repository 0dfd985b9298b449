// SPDX-License-Identifier: GPL-3.0-or-later
#include "RoomScript.h"

#include <QObject>

namespace sidetone::test {

RoomScript::RoomScript() {
    QObject::connect(
        messaging->rooms(), &messaging::RoomControl::invited,
        [this](const messaging::Invitation& invitation) {
            invited.push_back(invitation.room.text() + " " +
                              (invitation.from.isEmpty() ? std::string() : invitation.from.text()));
        });
}

std::string RoomScript::look() {
    auto text = client();
    written += text;
    return text;
}

std::string RoomScript::idOf(const std::string& stanza, const std::string& part) {
    look();
    const auto at = written.rfind(part);
    if (at == std::string::npos) return {};
    const auto begin = written.rfind("<" + stanza, at);
    const auto id = written.find(" id='", begin) + 5;
    return written.substr(id, written.find('\'', id) - id);
}

void RoomScript::answer(const std::string& part, const std::string& payload) {
    const auto id = idOf("iq", part);
    const auto at = written.rfind("<iq", written.rfind(part));
    const auto tag = written.substr(at, written.find('>', at) - at);
    std::string from;
    if (const auto to = tag.find(" to='"); to != std::string::npos) {
        from = " from='" + tag.substr(to + 5, tag.find('\'', to + 5) - to - 5) + "'";
    }
    server("<iq type='result' id='" + id + "'" + from + ">" + payload + "</iq>");
}

void RoomScript::refuse(const std::string& part, const std::string& condition) {
    const auto id = idOf("iq", part);
    const auto at = written.rfind("<iq", written.rfind(part));
    const auto tag = written.substr(at, written.find('>', at) - at);
    std::string from;
    if (const auto to = tag.find(" to='"); to != std::string::npos) {
        from = " from='" + tag.substr(to + 5, tag.find('\'', to + 5) - to - 5) + "'";
    }
    server("<iq type='error' id='" + id + "'" + from + "><error type='cancel'><" + condition +
           " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

void RoomScript::answerConferenceServer() {
    answer("disco#items",
           "<query xmlns='http://jabber.org/protocol/disco#items'>"
           "<item jid='rooms.example.net'/></query>");
    answer("to='rooms.example.net'",
           "<query xmlns='http://jabber.org/protocol/disco#info'>"
           "<identity category='conference' type='text'/>"
           "<feature var='http://jabber.org/protocol/muc'/></query>");
}

void RoomScript::answerBookmarks(const std::string& features, const std::string& items) {
    answer("to='romeo@example.net'",
           "<query xmlns='http://jabber.org/protocol/disco#info'>" + features + "</query>");
    if (features.empty()) {
        answer("jabber:iq:private",
               "<query xmlns='jabber:iq:private'>"
               "<storage xmlns='storage:bookmarks'>" +
                   items + "</storage></query>");
    } else {
        answer("<items node='urn:xmpp:bookmarks:1'",
               "<pubsub xmlns='http://jabber.org/protocol/pubsub'>"
               "<items node='urn:xmpp:bookmarks:1'>" +
                   items + "</items></pubsub>");
    }
}

void RoomScript::signInAgain() {
    bind();
    answerRoster();
    answerCarbons();
    answerArchive({});
    client();
    written = seen;
}

void RoomScript::signInWithRooms() {
    signIn();
    written = seen;
    answerConferenceServer();
    answerBookmarks("<feature var='urn:xmpp:bookmarks:1#compat'/>", {});
    look();
}

void RoomScript::answerFacts(Archive archive, const std::string& features) {
    std::string query =
        "<query xmlns='http://jabber.org/protocol/disco#info'>"
        "<identity category='conference' type='text' name='The Lab'/>";
    for (const auto* feature : {"muc_nonanonymous", "muc_public"}) {
        query += std::string("<feature var='") + feature + "'/>";
    }
    query += "<feature var='" + features + "'/>";
    if (archive == Archive::Yes) query += "<feature var='urn:xmpp:mam:2'/>";
    answer("to='lab@rooms.example.net' type='get'", query + "</query>");
}

void RoomScript::presence(const std::string& nick, const std::string& user,
                          const std::string& attributes) {
    const bool isSelf = user == "romeo";
    std::string xml = "<presence from='lab@rooms.example.net/" + nick +
                      "' to='romeo@example.net/desk'" + attributes +
                      "><x xmlns='http://jabber.org/protocol/muc#user'>"
                      "<item affiliation='member' role='participant'";
    if (!user.empty()) xml += " jid='" + user + "@example.net/x'";
    xml += "/>";
    if (isSelf) xml += "<status code='110'/>";
    server(xml + "</x></presence>");
}

void RoomScript::join(const std::vector<std::string>& others, Archive archive) {
    rooms().join(lab, "romeo", {}).then(owner, [this](const core::Status& status) {
        joined = status;
    });
    answerFacts(archive);
    look();
    for (const auto& other : others) presence(other, other);
    presence("romeo", "romeo");
    if (archive == Archive::Yes) answerRoomArchive();
    look();
}

void RoomScript::answerRoomArchive(
    const std::vector<std::pair<std::string, std::string>>& results) {
    const auto id = idOf("iq", "<query xmlns='urn:xmpp:mam:2'");
    const auto at = written.rfind("queryid='") + 9;
    const auto query = written.substr(at, written.find('\'', at) - at);
    std::string xml;
    for (const auto& [archiveId, message] : results) {
        xml +=
            "<message from='lab@rooms.example.net' to='romeo@example.net/desk'>"
            "<result xmlns='urn:xmpp:mam:2' queryid='" +
            query + "' id='" + archiveId +
            "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
            "stamp='2025-12-31T23:50:00Z'/>" +
            message + "</forwarded></result></message>";
    }
    xml += "<iq type='result' from='lab@rooms.example.net' id='" + id +
           "'><fin xmlns='urn:xmpp:mam:2' complete='true'>"
           "<set xmlns='http://jabber.org/protocol/rsm'>";
    if (!results.empty()) {
        xml +=
            "<first>" + results.front().first + "</first><last>" + results.back().first + "</last>";
    }
    server(xml + "</set></fin></iq>");
}

void RoomScript::groupMessage(const std::string& nick, const std::string& id,
                              const std::string& body, const std::string& archiveId,
                              const std::string& more) {
    std::string xml = "<message type='groupchat' from='lab@rooms.example.net" +
                      (nick.empty() ? std::string() : "/" + nick) +
                      "' to='romeo@example.net/desk' id='" + id + "'><body>" + body + "</body>";
    if (!archiveId.empty()) {
        xml +=
            "<stanza-id xmlns='urn:xmpp:sid:0' by='lab@rooms.example.net' id='" + archiveId + "'/>";
    }
    server(xml + more + "</message>");
}

std::vector<messaging::Message> RoomScript::talk() {
    return now(messaging->messages(lab, 0, 1000)).value_or(std::vector<messaging::Message>());
}

std::vector<std::string> RoomScript::texts() {
    std::vector<std::string> list;
    for (const auto& message : talk()) {
        if (message.kind == messaging::MessageKind::Text) list.push_back(message.body);
    }
    return list;
}

messaging::Room RoomScript::room() {
    return rooms().room(lab).value_or(messaging::Room());
}

}  // namespace sidetone::test
