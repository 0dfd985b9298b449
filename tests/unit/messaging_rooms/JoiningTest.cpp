// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "RoomScript.h"

using namespace sidetone;
using namespace sidetone::test;
using messaging::RoomState;

namespace {

std::string refusal(const std::string& condition) {
    return "<presence type='error' from='lab@rooms.example.net/romeo'><error type='auth'><" +
           condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>";
}

struct Refusal {
    const char* condition;
    core::ErrorCode code;
    const char* words;
};

constexpr Refusal refusals[] = {
    {"not-authorized", core::ErrorCode::Unauthorised, "password"},
    {"registration-required", core::ErrorCode::Forbidden, "members only"},
    {"forbidden", core::ErrorCode::Forbidden, "banned"},
    {"service-unavailable", core::ErrorCode::Unavailable, "full"},
    {"item-not-found", core::ErrorCode::NotFound, "no such room"},
    {"not-allowed", core::ErrorCode::Forbidden, "may not make rooms"},
    {"jid-malformed", core::ErrorCode::InvalidInput, "impossible"},
    {"not-acceptable", core::ErrorCode::InvalidInput, "reserved"},
};

const std::string form =
    "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='form'>"
    "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/protocol/muc#roomconfig"
    "</value></field>"
    "<field type='fixed'><value>About the room</value></field>"
    "<field var='muc#roomconfig_roomname' type='text-single'/>"
    "<field var='muc#roomconfig_persistentroom' type='boolean'><value>1</value></field>"
    "<field var='muc#roomconfig_whois' type='list-single'><value>moderators</value></field>"
    "<field var='vendor#colour' type='text-single'><value>green</value></field>"
    "</x></query>";

}  // namespace

class JoiningTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void comesInAndTellsWhoIsThere() {
        RoomScript script;
        script.signInWithRooms();
        script.join({"juliet"});
        QVERIFY(script.joined && *script.joined);
        QVERIFY(script.written.find("<history maxchars='0'/>") != std::string::npos);
        const auto room = script.room();
        QVERIFY(room.state == RoomState::Joined);
        QCOMPARE(room.name, "The Lab");
        QVERIFY(room.isPersistent && room.showsAddresses && room.isPublic);
        QCOMPARE(room.occupants, 2);
        const auto occupants = script.rooms().occupants(script.lab);
        QCOMPARE(occupants.at(0).nickname, "juliet");
        QCOMPARE(occupants.at(0).address.text(), "juliet@example.net");
        QVERIFY(occupants.at(1).isSelf);
        // They are no contacts, and no people who came online.
        QVERIFY(script.contacts.empty() || script.contacts.back() == "*");
    }
    void asksForWhatWasSaidSinceWhereThereIsNoArchive() {
        RoomScript script;
        script.signInWithRooms();
        script.join({}, RoomScript::Archive::No);
        QVERIFY(script.written.find("<history since='") != std::string::npos);
        QVERIFY(script.room().state == RoomState::Joined);
    }
    void saysWhyItIsNotLetIn() {
        for (const auto& expected : refusals) {
            RoomScript script;
            script.signInWithRooms();
            std::optional<core::Status> joined;
            script.rooms()
                .join(script.lab, "romeo", {})
                .then(script.owner, [&](const core::Status& status) { joined = status; });
            script.answerFacts(RoomScript::Archive::Yes);
            script.server(refusal(expected.condition));
            QVERIFY2(joined && !*joined, expected.condition);
            QVERIFY2(joined->error().code == expected.code, expected.condition);
            const auto sentence = joined->error().sentence();
            QVERIFY2(sentence.find(expected.words) != std::string::npos, sentence.c_str());
            QVERIFY(sentence.find("The Lab") != std::string::npos);
            QVERIFY(script.room().error.has_value());
        }
    }
    void takesAnotherNameWhereItsOwnIsTaken() {
        RoomScript script;
        script.signInWithRooms();
        script.rooms()
            .join(script.lab, "Romeo M", {})
            .then(script.owner, [&](const core::Status& status) { script.joined = status; });
        script.answerFacts(RoomScript::Archive::No);
        script.look();
        script.server(refusal("conflict"));
        QVERIFY(script.look().find("to='lab@rooms.example.net/Romeo M (2)'") != std::string::npos);
        script.server(refusal("conflict"));
        QVERIFY(script.look().find("to='lab@rooms.example.net/Romeo M (3)'") != std::string::npos);
        script.presence("Romeo M (3)", "romeo");
        QVERIFY(script.joined && *script.joined);
        QCOMPARE(script.room().nickname, "Romeo M (3)");
    }
    void makesARoomSetsItUpAndInvites() {
        RoomScript script;
        script.signInWithRooms();
        messaging::NewRoom plan;
        plan.name = "Sales";
        plan.subject = "Spring";
        plan.people = {script.juliet};
        std::optional<core::Result<core::Address>> made;
        script.rooms().create(plan).then(
            script.owner, [&](const core::Result<core::Address>& result) { made = result; });
        const auto join = script.look();
        const auto at = join.find("to='adhoc-") + 4;
        const auto address = join.substr(at, join.find('/', at) - at);
        QCOMPARE(address.find('@'), std::size_t(6 + 16));
        QVERIFY(address.ends_with("@rooms.example.net"));
        script.server("<presence from='" + address +
                      "/romeo'><x xmlns='http://jabber.org/protocol/muc#user'>"
                      "<item affiliation='owner' role='moderator'/><status code='110'/>"
                      "<status code='201'/></x></presence>");
        script.answer("muc#owner", form);
        const auto answer = script.look();
        QVERIFY(answer.find("<field var='muc#roomconfig_roomname'><value>Sales</value>") !=
                std::string::npos);
        QVERIFY(answer.find("_persistentroom'><value>0</value>") != std::string::npos);
        QVERIFY(answer.find("_whois'><value>anyone</value>") != std::string::npos);
        // Unknown fields stay; what the form does not have is not sent.
        QVERIFY(answer.find("vendor#colour'><value>green</value>") != std::string::npos);
        QVERIFY(answer.find("_moderatedroom") == std::string::npos);
        QVERIFY(!made);
        script.answer("type='submit'");
        script.refuse("disco#info", "item-not-found");
        QVERIFY(made && *made);
        QCOMPARE((**made).text(), address);
        const auto rest = script.look();
        QVERIFY(rest.find("<subject>Spring</subject>") != std::string::npos);
        QVERIFY(rest.find("<invite to='juliet@example.net'><reason>Spring</reason>") !=
                std::string::npos);
    }
    void changesSettingsAndKeepsWhatItDoesNotKnow() {
        RoomScript script;
        script.signInWithRooms();
        script.join();
        messaging::RoomSettings settings;
        settings.name = "Kitchen";
        std::optional<core::Status> done;
        script.rooms()
            .setSettings(script.lab, settings)
            .then(script.owner, [&](const core::Status& status) { done = status; });
        script.answer("muc#owner", form);
        const auto answer = script.look();
        QVERIFY(answer.find("<value>Kitchen</value>") != std::string::npos);
        QVERIFY(answer.find("vendor#colour'><value>green</value>") != std::string::npos);
        QVERIFY(answer.find("About the room") == std::string::npos);
        script.answer("type='submit'");
        QVERIFY(done && *done);
    }
    void acceptsAndDeclinesInvitations() {
        RoomScript script;
        script.signInWithRooms();
        const std::string invitation =
            "<message from='lab@rooms.example.net'><x xmlns='http://jabber.org/protocol/muc#user'>"
            "<invite from='juliet@example.net/x'><reason>Come</reason></invite>"
            "<password>cauldron</password></x><body>You are invited</body>"
            "<x xmlns='jabber:x:conference' jid='lab@rooms.example.net'/></message>";
        script.server(invitation);
        script.server(invitation);
        QCOMPARE(script.invited,
                 std::vector<std::string>{"lab@rooms.example.net juliet@example.net"});
        QVERIFY(script.added.empty());
        const auto waiting = script.rooms().invitations();
        QCOMPARE(waiting.size(), std::size_t(1));
        QCOMPARE(waiting[0].reason, "Come");
        script.rooms().acceptInvitation(waiting[0].id).then(script.owner, [](const core::Status&) {
        });
        script.answerFacts(RoomScript::Archive::No);
        QVERIFY(script.look().find("<password>cauldron</password>") != std::string::npos);
        QVERIFY(script.rooms().invitations().empty());

        script.server(
            "<message from='juliet@example.net/x'><x xmlns='jabber:x:conference' "
            "jid='den@rooms.example.net' reason='Tea'/></message>");
        QCOMPARE(script.invited.size(), std::size_t(2));
        script.rooms().declineInvitation(script.rooms().invitations().at(0).id, {});
        QVERIFY(script.rooms().invitations().empty());
    }
};

QTEST_GUILESS_MAIN(JoiningTest)
#include "JoiningTest.moc"
