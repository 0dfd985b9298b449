// SPDX-License-Identifier: GPL-3.0-or-later
// The chapter's table between real devices: three rows, and people who can encrypt or cannot; and
// what is said where somebody takes the encryption away.
#include <QTest>

#include "EncryptedPeople.h"
#include "Rows.h"

ROWS("ENC-01", "ENC-04", "ENC-06");

using namespace sidetone;
using namespace sidetone::test;
using messaging::Delivery;
using messaging::Protection;
using messaging::Trust;

class PolicyTest : public QObject {
    Q_OBJECT

    EncryptedPeople people_;
    config::Settings policy_;  ///< Anna's
    std::unique_ptr<Person> anna_;
    std::unique_ptr<Person> ben_;    ///< can encrypt
    std::unique_ptr<Person> carla_;  ///< cannot

    static bool start(Person& person) {
        return person.start() && QTest::qWaitFor([&] { return person.isReady(); }, 15'000);
    }
    bool startAnna(const char* encrypts, const char* allowsPlain) {
        if (anna_) anna_->signOut();
        anna_.reset();
        EncryptedPeople::set(policy_, encrypts, allowsPlain);
        anna_ = people_.device(1, "anna", &policy_);
        return start(*anna_);
    }
    [[nodiscard]] messaging::ConversationLock lock(Person& with) {
        return encryptionOf(*anna_).lock(with.address());
    }
    static bool says(const messaging::ConversationLock& lock, const char* words) {
        return lock.sentence.find(words) != std::string::npos;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(people_.start(3), people_.office.failure().c_str());
        ben_ = people_.device(2, "ben");
        carla_ = people_.plainDevice(3, "carla");
        QVERIFY2(start(*ben_), ben_->failure().c_str());
        QVERIFY2(start(*carla_), carla_->failure().c_str());
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
        carla_.reset();
    }

    void switchedOffNothingIsEncrypted() {
        QVERIFY(startAnna("false", "true"));
        QVERIFY(!encryptionOf(*anna_).whyNot().empty());
        for (auto* peer : {ben_.get(), carla_.get()}) {
            anna_->send(peer->address(), "clear");
            QTRY_VERIFY_WITH_TIMEOUT(hasLast(*peer, anna_->address(), "clear", Protection::None),
                                     10'000);
            peer->send(anna_->address(), "clear too");
            QTRY_VERIFY_WITH_TIMEOUT(
                hasLast(*anna_, peer->address(), "clear too", Protection::None), 10'000);
            QVERIFY(lock(*peer).protection == Protection::None);
            QVERIFY(!lock(*peer).canBeChanged && says(lock(*peer), "not switched on"));
        }
        QCOMPARE(activeDevices(*ben_, anna_->address()), 0);
    }
    void bothAllowedEachGetsWhatItCan() {
        QVERIFY(startAnna("true", "true"));
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*ben_, anna_->address()), 1, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*anna_, ben_->address()), 1, 20'000);
        QCOMPARE(activeDevices(*anna_, carla_->address()), 0);
        QVERIFY(lock(*ben_).protection == Protection::Omemo);
        QVERIFY(says(lock(*ben_), "Only you and"));
        QVERIFY(lock(*carla_).protection == Protection::None && !lock(*carla_).isRefused);
        QVERIFY(says(lock(*carla_), "no device that can read"));
        anna_->send(ben_->address(), "sealed");
        QTRY_VERIFY_WITH_TIMEOUT(hasLast(*ben_, anna_->address(), "sealed", Protection::Omemo),
                                 10'000);
        anna_->send(carla_->address(), "open");
        QTRY_VERIFY_WITH_TIMEOUT(hasLast(*carla_, anna_->address(), "open", Protection::None),
                                 10'000);
        carla_->send(anna_->address(), "open too");
        QTRY_VERIFY_WITH_TIMEOUT(hasLast(*anna_, carla_->address(), "open too", Protection::None),
                                 10'000);
        QVERIFY(hasLast(*anna_, ben_->address(), "sealed", Protection::Omemo));
        // AES on the way to the server, AES-256 from one person to the other.
        const auto tls = anna_->session().tls();
        QVERIFY(tls && tls->cipher.find("AES") != std::string::npos);
        QVERIFY(tls->protocol == "TLSv1.3" || tls->protocol == "TLSv1.2");
    }
    void thePersonMaySwitchItOff() {
        encryptionOf(*anna_).setEncrypted(ben_->address(), false);
        QVERIFY(lock(*ben_).protection == Protection::None);
        QVERIFY(says(lock(*ben_), "you switched"));
        anna_->send(ben_->address(), "in the open");
        QTRY_VERIFY_WITH_TIMEOUT(hasLast(*ben_, anna_->address(), "in the open", Protection::None),
                                 10'000);
        encryptionOf(*anna_).setEncrypted(ben_->address(), true);
        QVERIFY(lock(*ben_).protection == Protection::Omemo);
    }
    void onlyEncryptedIsSentAndTaken() {
        QVERIFY(startAnna("true", "false"));
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*anna_, ben_->address()), 1, 20'000);
        QCOMPARE(activeDevices(*anna_, carla_->address()), 0);
        anna_->send(ben_->address(), "sealed again");
        QTRY_VERIFY_WITH_TIMEOUT(
            hasLast(*ben_, anna_->address(), "sealed again", Protection::Omemo), 10'000);
        QVERIFY(lock(*ben_).protection == Protection::Omemo && !lock(*ben_).canBeChanged);
        QVERIFY(lock(*carla_).isRefused && says(lock(*carla_), "only encrypted"));
        anna_->send(carla_->address(), "never");
        QTRY_VERIFY_WITH_TIMEOUT(lastOf(*anna_, carla_->address())->delivery == Delivery::Failed,
                                 10'000);
        QVERIFY(lastOf(*anna_, carla_->address())->failure.find("only encrypted") !=
                std::string::npos);
        carla_->send(anna_->address(), "not taken");
        QTRY_VERIFY_WITH_TIMEOUT(!eventsOf(*anna_, carla_->address()).empty(), 10'000);
        QVERIFY(eventsOf(*anna_, carla_->address())[0].find("without encryption") !=
                std::string::npos);
        for (const auto& message : anna_->history(carla_->address())) {
            QVERIFY(message.body != "not taken");
        }
        for (const auto& message : carla_->history(anna_->address())) {
            QVERIFY(message.body != "never");
        }
    }
    void aServerThatLogsIsSaid() {
        policy_.set(config::Layer::GlobalFile, "IM_Logging_Enabled", "true");
        QVERIFY(says(lock(*ben_), "can keep none"));
        policy_.set(config::Layer::GlobalFile, "IM_Logging_Enabled", "false");
        QVERIFY(!says(lock(*ben_), "can keep none"));
    }
    void whoeverTakesTheKeysAwayIsSeen() {
        QVERIFY(startAnna("true", "true"));
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*anna_, ben_->address()), 1, 20'000);
        anna_->send(ben_->address(), "before");
        QTRY_VERIFY_WITH_TIMEOUT(hasLast(*ben_, anna_->address(), "before", Protection::Omemo),
                                 10'000);
        // Ben's device goes away, and the list of his devices is empty.
        const auto ben = ben_->address();
        ben_->signOut();
        config::Settings off;
        EncryptedPeople::set(off, "false", "true");
        ben_.reset();
        ben_ = people_.device(2, "ben", &off);
        QVERIFY(start(*ben_));
        QTRY_VERIFY_WITH_TIMEOUT(
            (anna_->send(ben, "?"), QTest::qWait(300), lock(*ben_).protection == Protection::None),
            15'000);
        QVERIFY(says(lock(*ben_), "no device that can read"));
        anna_->send(ben, "after");
        QTRY_VERIFY_WITH_TIMEOUT(hasLast(*ben_, anna_->address(), "after", Protection::None),
                                 10'000);
        const auto events = eventsOf(*anna_, ben);
        QVERIFY(std::any_of(events.begin(), events.end(), [](const std::string& event) {
            return event.find("not encrypted from end to end") != std::string::npos;
        }));
        // Where the keys had been compared, nothing leaves in clear before the person says so.
        for (const auto& device : devicesOf(*anna_, ben)) {
            encryptionOf(*anna_).setTrust(ben, device.id, Trust::Verified);
        }
        QVERIFY(lock(*ben_).isRefused);
        anna_->send(ben, "held back");
        QTRY_VERIFY_WITH_TIMEOUT(lastOf(*anna_, ben)->delivery == Delivery::Failed, 10'000);
        encryptionOf(*anna_).setEncrypted(ben, false);
        anna_->send(ben, "meant to be open");
        QTRY_VERIFY_WITH_TIMEOUT(
            hasLast(*ben_, anna_->address(), "meant to be open", Protection::None), 10'000);
    }
};

QTEST_GUILESS_MAIN(PolicyTest)
#include "PolicyTest.moc"
