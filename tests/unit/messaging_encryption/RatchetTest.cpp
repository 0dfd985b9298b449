// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions and payloads in both wire forms: round trips, and each byte that may be wrong.
#include <QTest>
#include <algorithm>
#include <memory>

#include "messaging/encryption/Ratchet.h"
#include "messaging/encryption/crypto.h"
#include "messaging/encryption/payload.h"

using namespace sidetone;
using core::ErrorCode;
using messaging::DeviceAddress;
using messaging::Scheme;
using store::KeyKind;

namespace {

struct Device {
    explicit Device(std::uint64_t seed, const char* address)
        : random(seed), ratchet(random, keys), owner(core::Address::parse(address).value()) {
        const auto now = core::WallTime(std::chrono::hours(480'000));
        made = bool(ratchet.makeIdentity());
        for (const auto scheme : {Scheme::Legacy, Scheme::Omemo}) {
            made = made && ratchet.makePreKeys(scheme, 1, 100) &&
                   ratchet.makeSignedPreKey(scheme, 1, now);
        }
    }
    DeviceAddress at(Scheme scheme) const { return {scheme, owner, keys.device()}; }
    bool meet(Device& other, Scheme scheme, std::size_t preKey = 0) {
        const auto bundle = other.ratchet.ownBundle(scheme);
        return bundle && ratchet.begin(other.at(scheme), *bundle, preKey);
    }
    messaging::Ratchet::Encrypted to(Device& other, Scheme scheme, const std::string& text) {
        return ratchet.encrypt(other.at(scheme), text).value();
    }
    core::Result<messaging::Ratchet::Decrypted> from(Device& other, Scheme scheme,
                                                     const messaging::Ratchet::Encrypted& what) {
        return ratchet.decrypt(other.at(scheme), what.data, what.isExchange);
    }

    core::SeededRandom random;
    messaging::KeyRing keys;
    messaging::Ratchet ratchet;
    core::Address owner;
    bool made = false;
};

const std::string secret(48, 'k');

}  // namespace

class RatchetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void talksInBothForms_data() {
        QTest::addColumn<int>("scheme");
        QTest::newRow("legacy") << int(Scheme::Legacy);
        QTest::newRow("omemo:2") << int(Scheme::Omemo);
    }
    void talksInBothForms() {
        QFETCH(int, scheme);
        const auto form = Scheme(scheme);
        Device anna(1, "anna@office.example");
        Device ben(2, "ben@office.example");
        QVERIFY(anna.made && ben.made);
        QVERIFY(anna.meet(ben, form));
        const auto first = anna.to(ben, form, secret);
        QVERIFY(first.isExchange);
        const auto read = ben.from(anna, form, first);
        QVERIFY(read.has_value());
        QCOMPARE(read->plain, secret);
        QVERIFY(read->usedPreKey);
        QCOMPARE(ben.keys.ids(KeyKind::PreKey, form).size(), std::size_t(99));
        // Each knows the other's identity in the same form.
        QCOMPARE(ben.keys.identity(anna.at(form)), anna.keys.ownPublic().substr(1));
        for (int i = 0; i < 200; ++i) {
            auto& from = i % 2 == 0 ? ben : anna;
            auto& to = i % 2 == 0 ? anna : ben;
            const auto text = secret + std::to_string(i);
            const auto sent = from.to(to, form, text);
            QVERIFY(!sent.isExchange);
            const auto got = to.from(from, form, sent);
            QVERIFY(got.has_value());
            QCOMPARE(got->plain, text);
        }
    }
    void readsBothWhoTookTheSamePreKey_data() { talksInBothForms_data(); }
    void readsBothWhoTookTheSamePreKey() {
        QFETCH(int, scheme);
        const auto form = Scheme(scheme);
        Device anna(1, "anna@office.example");
        Device ben(2, "ben@office.example");
        Device cleo(3, "cleo@office.example");
        QVERIFY(anna.meet(ben, form, 7));
        QVERIFY(cleo.meet(ben, form, 7));
        QVERIFY(ben.from(anna, form, anna.to(ben, form, secret)).has_value());
        QCOMPARE(ben.keys.ids(KeyKind::PreKey, form).size(), std::size_t(99));
        const auto second = ben.from(cleo, form, cleo.to(ben, form, secret));
        QVERIFY(second.has_value());
        QCOMPARE(second->plain, secret);
        // It is in no new bundle.
        const auto used = ben.keys.ids(KeyKind::UsedPreKey, form);
        QCOMPARE(used.size(), std::size_t(1));
        const auto bundle = ben.ratchet.ownBundle(form).value();
        QCOMPARE(bundle.preKeys.size(), std::size_t(99));
        QVERIFY(std::none_of(bundle.preKeys.begin(), bundle.preKeys.end(),
                             [&](const auto& preKey) { return preKey.first == used.front(); }));
    }
    void takesLateMessagesOnce_data() { talksInBothForms_data(); }
    void takesLateMessagesOnce() {
        QFETCH(int, scheme);
        const auto form = Scheme(scheme);
        Device anna(1, "anna@office.example");
        Device ben(2, "ben@office.example");
        QVERIFY(anna.meet(ben, form));
        std::vector<messaging::Ratchet::Encrypted> sent;
        for (int i = 0; i < 20; ++i) sent.push_back(anna.to(ben, form, std::to_string(i)));
        std::reverse(sent.begin(), sent.end());
        for (int i = 0; i < 20; ++i) {
            const auto got = ben.from(anna, form, sent[std::size_t(i)]);
            QVERIFY(got.has_value());
            QCOMPARE(got->plain, std::to_string(19 - i));
        }
        for (const auto& again : sent) {
            const auto got = ben.from(anna, form, again);
            QVERIFY(!got);
            QVERIFY(got.error().code == ErrorCode::Busy);
        }
    }
    void refusesEachChangedByte_data() { talksInBothForms_data(); }
    void refusesEachChangedByte() {
        QFETCH(int, scheme);
        const auto form = Scheme(scheme);
        Device anna(1, "anna@office.example");
        Device ben(2, "ben@office.example");
        QVERIFY(anna.meet(ben, form));
        const auto exchange = anna.to(ben, form, secret);
        const auto preKeys = ben.keys.ids(KeyKind::PreKey, form);
        int refused = 0;
        for (std::size_t i = 0; i < exchange.data.size(); ++i) {
            auto changed = exchange;
            changed.data[i] = char(changed.data[i] ^ 0x55);
            const auto got = ben.from(anna, form, changed);
            if (!got) ++refused;
            // A registration id is not authenticated; nothing else may change and still be read.
            if (got) QCOMPARE(got->plain, secret);
            if (got) break;
        }
        QVERIFY2(refused > 30, std::to_string(refused).c_str());
        QVERIFY(ben.from(anna, form, exchange).has_value() || refused < int(exchange.data.size()));
        const auto answer = ben.to(anna, form, secret);
        QVERIFY(anna.from(ben, form, answer).has_value());
        const auto plain = anna.to(ben, form, secret);
        QVERIFY(!plain.isExchange);
        for (std::size_t i = 0; i < plain.data.size(); ++i) {
            auto changed = plain;
            changed.data[i] = char(changed.data[i] ^ 0x55);
            QVERIFY2(!ben.from(anna, form, changed), std::to_string(i).c_str());
        }
        for (std::size_t size = 0; size < plain.data.size(); ++size) {
            auto shorter = plain;
            shorter.data.resize(size);
            QVERIFY(!ben.from(anna, form, shorter));
        }
        QVERIFY(ben.from(anna, form, plain).has_value());
    }
    void refusesForgedBundles_data() { talksInBothForms_data(); }
    void refusesForgedBundles() {
        QFETCH(int, scheme);
        const auto form = Scheme(scheme);
        Device anna(1, "anna@office.example");
        Device ben(2, "ben@office.example");
        Device carla(3, "carla@office.example");
        auto bundle = ben.ratchet.ownBundle(form).value();
        const auto other = carla.ratchet.ownBundle(form).value();
        for (const auto field : {0, 1, 2}) {
            auto forged = bundle;
            if (field == 0) forged.signature[5] = char(forged.signature[5] ^ 1);
            if (field == 1) forged.signedPreKey = other.signedPreKey;
            if (field == 2) forged.identityKey = other.identityKey;
            const auto begun = anna.ratchet.begin(ben.at(form), forged, 0);
            QVERIFY(!begun);
            QVERIFY(begun.error().code == ErrorCode::Forbidden);
        }
        QVERIFY(anna.ratchet.begin(ben.at(form), bundle, 0).has_value());
        QVERIFY(!anna.ratchet.begin(ben.at(form), bundle, 100));
    }
    void saysThatThereIsNoSession() {
        Device anna(1, "anna@office.example");
        Device ben(2, "ben@office.example");
        QVERIFY(anna.meet(ben, Scheme::Omemo));
        QVERIFY(ben.from(anna, Scheme::Omemo, anna.to(ben, Scheme::Omemo, "1")).has_value());
        QVERIFY(anna.from(ben, Scheme::Omemo, ben.to(anna, Scheme::Omemo, "2")).has_value());
        const auto sent = anna.to(ben, Scheme::Omemo, "3");
        ben.keys.setSession(anna.at(Scheme::Omemo), {});
        const auto got = ben.from(anna, Scheme::Omemo, sent);
        QVERIFY(!got);
        QVERIFY(got.error().code == ErrorCode::NotFound);
    }
    void saysThatAPreKeyIsUsedUp() {
        Device anna(1, "anna@office.example");
        Device ben(2, "ben@office.example");
        Device carla(3, "carla@office.example");
        QVERIFY(anna.meet(ben, Scheme::Omemo) && carla.meet(ben, Scheme::Omemo));
        QVERIFY(ben.from(anna, Scheme::Omemo, anna.to(ben, Scheme::Omemo, "1")).has_value());
        for (const auto id : ben.keys.ids(KeyKind::UsedPreKey, Scheme::Omemo)) {
            ben.keys.setKey(KeyKind::UsedPreKey, Scheme::Omemo, id, {});
        }
        const auto got = ben.from(carla, Scheme::Omemo, carla.to(ben, Scheme::Omemo, "1"));
        QVERIFY(!got);
        QVERIFY(got.error().code == ErrorCode::NotFound);
    }
    void sharesOneIdentityInTwoForms() {
        Device anna(1, "anna@office.example");
        const auto legacy = anna.ratchet.ownBundle(Scheme::Legacy).value();
        const auto current = anna.ratchet.ownBundle(Scheme::Omemo).value();
        QCOMPARE(legacy.identityKey.size(), std::size_t(33));
        QCOMPARE(current.identityKey.size(), std::size_t(32));
        QCOMPARE(anna.ratchet.identityOf(Scheme::Legacy, legacy.identityKey),
                 anna.ratchet.identityOf(Scheme::Omemo, current.identityKey));
        const auto signature = anna.ratchet.sign("Desk").value();
        const auto identity = anna.keys.ownPublic().substr(1);
        QVERIFY(anna.ratchet.isSignedBy(identity, "Desk", signature));
        QVERIFY(!anna.ratchet.isSignedBy(identity, "Disk", signature));
        QVERIFY(anna.ratchet.identityOf(Scheme::Legacy, "short").empty());
    }
    void survivesAnotherStart() {
        Device anna(1, "anna@office.example");
        Device ben(2, "ben@office.example");
        QVERIFY(anna.meet(ben, Scheme::Omemo));
        QVERIFY(ben.from(anna, Scheme::Omemo, anna.to(ben, Scheme::Omemo, "1")).has_value());
        messaging::KeyRing kept(ben.keys.takeChanges());
        messaging::Ratchet again(ben.random, kept);
        QCOMPARE(kept.device(), ben.keys.device());
        const auto sent = anna.to(ben, Scheme::Omemo, "2");
        QCOMPARE(again.decrypt(anna.at(Scheme::Omemo), sent.data, sent.isExchange)->plain,
                 std::string("2"));
    }
    void sealsTexts_data() { talksInBothForms_data(); }
    void sealsTexts() {
        QFETCH(int, scheme);
        const auto form = Scheme(scheme);
        core::SeededRandom random(9);
        for (const auto& text : {std::string(), std::string("hello"), std::string(70'000, 'x')}) {
            const auto sealed = messaging::sealPayload(form, text, random).value();
            QCOMPARE(sealed.secret.size(), form == Scheme::Omemo ? 48u : 32u);
            QCOMPARE(*messaging::openPayload(form, sealed.secret, sealed.payload, sealed.iv), text);
        }
        const auto sealed = messaging::sealPayload(form, "hello", random).value();
        for (std::size_t i = 0; i < sealed.payload.size(); ++i) {
            auto changed = sealed.payload;
            changed[i] = char(changed[i] ^ 1);
            QVERIFY(!messaging::openPayload(form, sealed.secret, changed, sealed.iv));
        }
        for (std::size_t i = 0; i < sealed.secret.size(); ++i) {
            auto changed = sealed.secret;
            changed[i] = char(changed[i] ^ 1);
            QVERIFY(!messaging::openPayload(form, changed, sealed.payload, sealed.iv));
        }
        QVERIFY(
            !messaging::openPayload(form, sealed.secret + "x", sealed.payload + "x", sealed.iv));
        QVERIFY(!messaging::openPayload(form, {}, sealed.payload, sealed.iv));
    }
    void readsWhatOldProgramsSeal() {
        const std::string key(16, 'k');
        for (const std::size_t size : {12u, 16u}) {
            const std::string iv(size, 'i');
            const auto sealed = messaging::crypto::sealGcm(key, iv, "hello").value();
            // The tag at the payload's end, not beside the key.
            QCOMPARE(*messaging::openPayload(Scheme::Legacy, key, sealed, iv),
                     std::string("hello"));
            QCOMPARE(*messaging::openPayload(Scheme::Legacy, key + sealed.substr(5),
                                             sealed.substr(0, 5), iv),
                     std::string("hello"));
        }
        QVERIFY(!messaging::openPayload(Scheme::Legacy, key, "short", std::string(12, 'i')));
        QVERIFY(!messaging::openPayload(Scheme::Legacy, key, std::string(40, 'x'), "12345678"));
    }
    void derivesAsTheStandardSays() {
        // RFC 5869, test case 3: no salt, no information.
        const std::string key(22, '\x0b');
        const auto derived = messaging::crypto::hkdfSha256(key, {}, 42).value();
        QCOMPARE(QByteArray::fromStdString(derived).toHex(),
                 QByteArray("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                            "9d201395faa4b61a96c8"));
    }
};

QTEST_GUILESS_MAIN(RatchetTest)
#include "RatchetTest.moc"
