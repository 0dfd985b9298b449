// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "Groups.h"
#include "xmpp/extensions/OmemoElements.h"

namespace sidetone::test {

using messaging::Affiliation;
using messaging::RoomState;

int Groups::readsEncrypted(std::size_t index, const std::string& words) {
    const auto all = members_->at(index).history(room_);
    return int(std::count_if(all.begin(), all.end(), [&](const messaging::Message& message) {
        return message.body.find(words) != std::string::npos &&
               message.protection == messaging::Protection::Omemo;
    }));
}

bool Groups::isAnnounced(std::size_t index) {
    constexpr auto pubsub = "http://jabber.org/protocol/pubsub";
    auto& person = members_->at(index);
    for (const auto scheme : {xmpp::OmemoScheme::Omemo, xmpp::OmemoScheme::Legacy}) {
        core::XmlElement iq("iq", "jabber:client");
        iq.setAttribute("type", "get").setAttribute("to", person.address().text());
        core::XmlElement query("pubsub", pubsub);
        query.add(
            core::XmlElement("items", pubsub).setAttribute("node", xmpp::deviceListNode(scheme)));
        iq.add(std::move(query));
        const auto answer = members_->wait(person.session().request(std::move(iq)));
        if (!answer || answer->toXml().find("<device ") == std::string::npos) return false;
    }
    return true;
}

bool Groups::doesServerHave(const std::string& words) const {
    namespace files = std::filesystem;
    const auto folder = members_->office.office.folder() + "/" + server_;
    for (const auto& entry : files::recursive_directory_iterator(
             folder, files::directory_options::skip_permission_denied)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content((std::istreambuf_iterator<char>(file)), {});
        if (content.find(words) != std::string::npos) return true;
    }
    return false;
}

void Groups::onlyMembersReadWhatIsEncrypted() {
    members_->encrypts = true;
    QVERIFY(members_->start(5, officeOptions()));
    // A message to somebody whose device is not announced yet is not sent, and that is said.
    for (std::size_t i = 0; i < 5; ++i) QTRY_VERIFY_WITH_TIMEOUT(isAnnounced(i), 90'000);
    messaging::NewRoom plan;
    plan.name = "Board";
    plan.isPersistent = true;
    plan.isMembersOnly = true;
    room_ = members_->meet(4, plan);
    QVERIFY(!room_.isEmpty());
    for (std::size_t i = 0; i < 4; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(members_->room(i, room_).isMembersOnly, 30'000);
        QTRY_VERIFY2_WITH_TIMEOUT(lockOf(i).protection == messaging::Protection::Omemo,
                                  lockOf(i).sentence.c_str(), 90'000);
    }
    std::vector<std::string> wire;
    QObject::connect(
        &members_->at(1).session(), &xmpp::Session::messageReceived, this,
        [&](const xmpp::IncomingMessage& message) { wire.push_back(message.stanza.toXml()); });
    for (std::size_t i = 0; i < 4; ++i) members_->at(i).send(room_, "hidden words early");
    for (std::size_t i = 0; i < 4; ++i) {
        QTRY_COMPARE_WITH_TIMEOUT(readsEncrypted(i, "hidden words early"), 4, 60'000);
    }
    // Who comes later reads from then on.
    const auto& fifth = members_->at(4).address();
    QVERIFY(
        members_->wait(members_->rooms(0).setAffiliation(room_, fifth, Affiliation::Member, {})));
    QVERIFY(members_->wait(members_->rooms(4).join(room_, {}, {})));
    QTRY_VERIFY_WITH_TIMEOUT(lockOf(4).protection == messaging::Protection::Omemo, 90'000);
    QTRY_COMPARE_WITH_TIMEOUT(members_->room(0, room_).occupants, 5, 30'000);
    for (std::size_t i = 0; i < 5; ++i) members_->at(i).send(room_, "hidden words for five");
    for (std::size_t i = 0; i < 5; ++i) {
        QTRY_COMPARE_WITH_TIMEOUT(readsEncrypted(i, "hidden words for five"), 5, 60'000);
    }
    QCOMPARE(readsEncrypted(4, "hidden words early"), 0);
    // Who is removed does not, and is not encrypted to.
    const auto& third = members_->at(2).address();
    QVERIFY(members_->wait(members_->rooms(0).setAffiliation(room_, third, Affiliation::None, {})));
    QTRY_VERIFY_WITH_TIMEOUT(members_->room(2, room_).state == RoomState::Failed, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(members_->room(0, room_).occupants, 4, 30'000);
    wire.clear();
    members_->at(0).send(room_, "hidden words without you");
    for (const std::size_t i : {0, 1, 3, 4}) {
        QTRY_COMPARE_WITH_TIMEOUT(readsEncrypted(i, "hidden words without you"), 1, 60'000);
    }
    QCOMPARE(readsEncrypted(2, "hidden words without you"), 0);
    QVERIFY(!wire.empty());
    for (const auto& stanza : wire) {
        QVERIFY2(stanza.find("hidden words") == std::string::npos, stanza.c_str());
        QVERIFY2(stanza.find("jid='" + third.text()) == std::string::npos, stanza.c_str());
    }
    openRoomsAreNotEncrypted();
    QVERIFY(!doesServerHave("hidden words"));
}

/// What is said in a room for everybody is on the server as it is, and the lock says so.
void Groups::openRoomsAreNotEncrypted() {
    messaging::NewRoom open;
    open.name = "Canteen";
    room_ = members_->wait(members_->rooms(0).create(open)).value_or(core::Address());
    const auto lock = lockOf(0);
    QVERIFY(lock.protection == messaging::Protection::None);
    const auto& sentence = lock.sentence;
    QVERIFY2(sentence.find("everybody can come in") != std::string::npos, sentence.c_str());
    members_->at(0).send(room_, "words for everybody");
    // ejabberd's tables may write it in pieces; Prosody's files have it as it is.
    if (server_ != "prosody") return;
    QTRY_VERIFY_WITH_TIMEOUT(doesServerHave("words for everybody"), 60'000);
}

}  // namespace sidetone::test
