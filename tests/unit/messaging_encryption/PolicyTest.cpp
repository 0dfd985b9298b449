// SPDX-License-Identifier: GPL-3.0-or-later
// The chapter's table, and for whom a message is encrypted.
#include <QTest>
#include <set>

#include "config/Settings.h"
#include "messaging/encryption/Recipients.h"

using namespace sidetone;
using messaging::DeviceBook;
using messaging::EncryptionPolicy;
using messaging::Outcome;
using messaging::PeerKeys;
using messaging::Scheme;
using messaging::Trust;

namespace {

const auto anna = core::Address::parse("anna@office.example").value();
const auto ben = core::Address::parse("ben@office.example").value();
const auto carla = core::Address::parse("carla@office.example").value();

messaging::Recipients choose(const DeviceBook& book, bool allowsLegacy = true,
                             std::vector<core::Address> people = {ben},
                             std::set<messaging::DeviceAddress> dead = {}) {
    return chooseRecipients(book, {std::move(people), anna, 1, allowsLegacy,
                                   [dead](const auto& device) { return !dead.contains(device); }});
}

}  // namespace

class PolicyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hasTheChaptersSixOutcomes_data() {
        QTest::addColumn<bool>("encrypts");
        QTest::addColumn<bool>("allowsPlain");
        QTest::addColumn<bool>("peerCan");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("words");
        const int plain = int(Outcome::Kind::Plain);
        const int encrypted = int(Outcome::Kind::Encrypted);
        const int refused = int(Outcome::Kind::Refused);
        QTest::newRow("off, can") << false << true << true << plain << "not switched on";
        QTest::newRow("off, cannot") << false << true << false << plain << "not switched on";
        QTest::newRow("both, can") << true << true << true << encrypted << "Only you and Ben";
        QTest::newRow("both, cannot") << true << true << false << plain << "Ben has no device";
        QTest::newRow("only, can") << true << false << true << encrypted << "Only you and Ben";
        QTest::newRow("only, cannot") << true << false << false << refused << "only encrypted";
    }
    void hasTheChaptersSixOutcomes() {
        QFETCH(bool, encrypts);
        QFETCH(bool, allowsPlain);
        QFETCH(bool, peerCan);
        QFETCH(int, outcome);
        QFETCH(QString, words);
        EncryptionPolicy policy;
        policy.encrypts = encrypts;
        policy.allowsPlain = allowsPlain;
        const auto result = decide(policy, peerCan ? PeerKeys::Omemo : PeerKeys::None, true, "Ben");
        QCOMPARE(int(result.kind), outcome);
        QVERIFY2(result.sentence.find(words.toStdString()) != std::string::npos,
                 result.sentence.c_str());
    }
    void hasTheOtherReadingOfThePrintedTable() {
        EncryptionPolicy policy;
        policy.encrypts = true;
        policy.asPrinted = true;
        const auto result = decide(policy, PeerKeys::None, true, "Ben");
        QVERIFY(result.kind == Outcome::Kind::Encrypted);
        QVERIFY(result.sentence.find("for your devices alone") != std::string::npos);
    }
    void leavesTheChoiceOnlyWherePolicyDoes() {
        EncryptionPolicy policy;
        policy.encrypts = true;
        QVERIFY(decide(policy, PeerKeys::Omemo, false, "Ben").kind == Outcome::Kind::Plain);
        policy.allowsPlain = false;
        QVERIFY(decide(policy, PeerKeys::Omemo, false, "Ben").kind == Outcome::Kind::Encrypted);
        QVERIFY(decide(policy, PeerKeys::Vanished, true, "Ben").kind == Outcome::Kind::Refused);
        QVERIFY(decide(policy, PeerKeys::Untrusted, true, "Ben").kind == Outcome::Kind::Refused);
    }
    void countsAes128OnlyWhereItIsAllowed() {
        EncryptionPolicy policy;
        policy.encrypts = true;
        QVERIFY(decide(policy, PeerKeys::Legacy, true, "Ben").scheme == Scheme::Legacy);
        policy.allowsAes128 = false;
        QVERIFY(decide(policy, PeerKeys::Legacy, true, "Ben").kind == Outcome::Kind::Plain);
        policy.allowsPlain = false;
        QVERIFY(decide(policy, PeerKeys::Legacy, true, "Ben").kind == Outcome::Kind::Refused);
    }
    void readsTheParameters() {
        config::Settings settings;
        auto policy = EncryptionPolicy::of(settings);
        QVERIFY(!policy.isOn() && policy.allowsPlain && policy.allowsAes128);
        QVERIFY(!policy.whyNot().empty());
        settings.set(config::Layer::CloudAdmin, "Support_AES_Encoding_For_IM", "true");
        settings.set(config::Layer::CloudAdmin, "Support_No_Encoding_For_IM", "false");
        policy = EncryptionPolicy::of(settings);
        QVERIFY(policy.isOn() && !policy.allowsPlain);
        QVERIFY(!policy.allowsAes128);  // the cloud means 256 bits
        QVERIFY(policy.conflict().empty());
        settings.set(config::Layer::GlobalFile, "Encryption_Allow_AES128", "true");
        settings.set(config::Layer::GlobalFile, "IM_Logging_Enabled", "true");
        policy = EncryptionPolicy::of(settings);
        QVERIFY(policy.allowsAes128);
        QVERIFY(policy.conflict().find("can keep none") != std::string::npos);
    }
    void choosesOneSchemeForAll() {
        DeviceBook book;
        book.setList(ben, Scheme::Omemo, {{10, {}, {}}});
        QVERIFY(choose(book).keys == PeerKeys::Omemo);
        book.setList(ben, Scheme::Legacy, {{10, {}, {}}, {11, {}, {}}});
        // Ben's second device has the old form alone.
        auto chosen = choose(book);
        QVERIFY(chosen.keys == PeerKeys::Legacy);
        QCOMPARE(chosen.devices.size(), std::size_t(2));
        QVERIFY(choose(book, true, {ben}, {{Scheme::Legacy, ben, 11}}).keys == PeerKeys::Omemo);
        // A device of our own with the old form alone.
        book.setList(ben, Scheme::Legacy, {{10, {}, {}}});
        book.setList(anna, Scheme::Omemo, {{1, {}, {}}});
        book.setList(anna, Scheme::Legacy, {{1, {}, {}}, {2, {}, {}}});
        QVERIFY(choose(book).keys == PeerKeys::Legacy);
        QVERIFY(choose(book, false).keys == PeerKeys::Omemo);
        // In a room one person without keys is enough.
        chosen = choose(book, true, {ben, carla});
        QVERIFY(chosen.keys == PeerKeys::None);
        QCOMPARE(chosen.without, carla);
    }
    void trustsBlindlyUntilOneWasCompared() {
        DeviceBook book;
        const messaging::DeviceAddress first{Scheme::Omemo, ben, 10};
        const messaging::DeviceAddress second{Scheme::Omemo, ben, 11};
        book.setList(ben, Scheme::Omemo, {{10, {}, {}}, {11, {}, {}}});
        QVERIFY(book.learn(first, std::string(32, 'a')) == DeviceBook::News::First);
        QVERIFY(book.learn(first, std::string(32, 'a')) == DeviceBook::News::None);
        QVERIFY(book.setTrust(ben, 10, Trust::Verified));
        QVERIFY(book.learn(second, std::string(32, 'b')) == DeviceBook::News::Waiting);
        auto chosen = choose(book);
        QVERIFY(chosen.hasWaiting && !chosen.areVerified);
        QCOMPARE(chosen.devices.size(), std::size_t(1));
        // The same key in the other form has the same trust; another key for a known device none.
        QVERIFY(book.learn({Scheme::Legacy, ben, 10}, std::string(32, 'a')) ==
                DeviceBook::News::First);
        QVERIFY(book.find({Scheme::Legacy, ben, 10})->trust == Trust::Verified);
        QVERIFY(book.learn(first, std::string(32, 'c')) == DeviceBook::News::Changed);
        QVERIFY(book.find(first)->trust == Trust::Undecided);
        QVERIFY(choose(book).keys == PeerKeys::Untrusted);
        QVERIFY(book.setTrust(ben, 11, Trust::Untrusted));
        QVERIFY(!book.setTrust(ben, 99, Trust::Blind));
        // Whoever empties the list of a compared person does not get clear text.
        book.setList(ben, Scheme::Omemo, {});
        QVERIFY(choose(book).keys == PeerKeys::Vanished);
        const DeviceBook kept(book.takeChanges());
        QVERIFY(kept.find(second)->trust == Trust::Untrusted);
    }
    void showsKeysAsPeopleCompareThem() {
        QCOMPARE(messaging::fingerprintOf(std::string("\x01\xab\x00\xff\x10", 5)),
                 std::string("01ab00ff 10"));
    }
};

QTEST_GUILESS_MAIN(PolicyTest)
#include "PolicyTest.moc"
