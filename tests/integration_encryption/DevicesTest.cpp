// SPDX-License-Identifier: GPL-3.0-or-later
// Three devices of two people on a real server: all read all, and nobody else does.
#include <QTest>

#include "EncryptedPeople.h"
#include "store/Database.h"

using namespace sidetone;
using namespace sidetone::test;
using messaging::Protection;
using messaging::Trust;

class DevicesTest : public QObject {
    Q_OBJECT

    EncryptedPeople people_;
    std::unique_ptr<Person> desk_;    ///< Anna's
    std::unique_ptr<Person> laptop_;  ///< Anna's
    std::unique_ptr<Person> ben_;
    std::vector<std::string> wire_;  ///< what came to Ben

    [[nodiscard]] core::Address anna() const { return people_.address(1); }
    [[nodiscard]] core::Address ben() const { return people_.address(2); }
    static bool start(Person& person) {
        return person.start() && QTest::qWaitFor([&] { return person.isReady(); }, 15'000);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(people_.office.start(), people_.office.failure().c_str());
        desk_ = people_.device(1, "desk");
        laptop_ = people_.device(1, "laptop");
        ben_ = people_.device(2, "ben");
        QVERIFY2(start(*desk_), desk_->failure().c_str());
        QVERIFY2(start(*laptop_), laptop_->failure().c_str());
        QVERIFY2(start(*ben_), ben_->failure().c_str());
        connect(&ben_->session(), &xmpp::Session::messageReceived, this,
                [this](const xmpp::IncomingMessage& message) {
                    wire_.push_back(message.stanza.toXml());
                });
    }
    void cleanupTestCase() {
        desk_.reset();
        laptop_.reset();
        ben_.reset();
    }

    void eachKnowsTheOthersDevices() {
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*ben_, anna()), 2, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*desk_, anna()), 2, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*laptop_, ben()), 1, 20'000);
        const auto lock = encryptionOf(*desk_).lock(ben());
        QVERIFY2(lock.protection == Protection::Omemo, lock.sentence.c_str());
        QVERIFY(lock.canBeChanged && !lock.isRefused && !lock.isVerified);
        for (const auto& device : devicesOf(*ben_, anna())) {
            QCOMPARE(device.fingerprint.size(), std::size_t(71));
            QVERIFY(device.trust == Trust::Blind);
        }
        QVERIFY(
            encryptionOf(*desk_).ownLink().starts_with("xmpp:" + anna().text() + "?omemo-sid-"));
    }
    void allReadAllAndTheServerNothing() {
        for (int i = 0; i < 10; ++i) {
            const auto text = "secret of the desk " + std::to_string(i);
            desk_->send(ben(), text);
            QTRY_VERIFY_WITH_TIMEOUT(hasLast(*ben_, anna(), text, Protection::Omemo), 10'000);
            QTRY_VERIFY_WITH_TIMEOUT(hasLast(*laptop_, ben(), text, Protection::Omemo), 10'000);
            QTRY_VERIFY_WITH_TIMEOUT(hasLast(*desk_, ben(), text, Protection::Omemo), 10'000);
            const auto answer = "secret of Ben " + std::to_string(i);
            ben_->send(anna(), answer);
            QTRY_VERIFY_WITH_TIMEOUT(hasLast(*desk_, ben(), answer, Protection::Omemo), 10'000);
            QTRY_VERIFY_WITH_TIMEOUT(hasLast(*laptop_, ben(), answer, Protection::Omemo), 10'000);
        }
        int encrypted = 0;
        for (const auto& stanza : wire_) {
            QVERIFY2(stanza.find("secret") == std::string::npos, stanza.c_str());
            encrypted += stanza.find("urn:xmpp:omemo:2") != std::string::npos ? 1 : 0;
        }
        QVERIFY(encrypted >= 10);
        QTRY_COMPARE_WITH_TIMEOUT(desk_->countAt(ben(), messaging::Delivery::Delivered), 10,
                                  10'000);
    }
    void goesOnAfterARestart() {
        desk_->signOut();
        desk_.reset();
        laptop_->send(ben(), "while the desk was off");
        QTRY_VERIFY_WITH_TIMEOUT(
            hasLast(*ben_, anna(), "while the desk was off", Protection::Omemo), 10'000);
        ben_->send(anna(), "answer while it was off");
        QTRY_VERIFY_WITH_TIMEOUT(
            hasLast(*laptop_, ben(), "answer while it was off", Protection::Omemo), 10'000);
        desk_ = people_.device(1, "desk");
        QVERIFY2(start(*desk_), desk_->failure().c_str());
        QTRY_VERIFY_WITH_TIMEOUT(
            hasLast(*desk_, ben(), "answer while it was off", Protection::Omemo), 10'000);
        desk_->send(ben(), "back again");
        QTRY_VERIFY_WITH_TIMEOUT(hasLast(*ben_, anna(), "back again", Protection::Omemo), 10'000);
        // Nothing came twice, and nothing is unreadable.
        for (auto* person : {desk_.get(), laptop_.get()}) {
            const auto all = person->history(ben());
            QCOMPARE(all.size(), std::size_t(23));
            for (const auto& message : all) QVERIFY(message.protection == Protection::Omemo);
        }
        QCOMPARE(activeDevices(*ben_, anna()), 2);
    }
    void aNewDeviceSaysWhatItCannotRead() {
        auto phone = people_.device(2, "ben-phone");
        QVERIFY2(start(*phone), phone->failure().c_str());
        QTRY_COMPARE_WITH_TIMEOUT(int(eventsOf(*phone, anna()).size()), 1, 10'000);
        QCOMPARE(phone->history(anna()).size(), std::size_t(1));
        QVERIFY(eventsOf(*phone, anna())[0].find("before this device") != std::string::npos);
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*desk_, ben()), 2, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*ben_, ben()), 2, 20'000);
        desk_->send(ben(), "for both of yours");
        QTRY_VERIFY_WITH_TIMEOUT(hasLast(*phone, anna(), "for both of yours", Protection::Omemo),
                                 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(hasLast(*ben_, anna(), "for both of yours", Protection::Omemo),
                                 10'000);
    }
    void aNewDeviceBesideComparedOnesWaits() {
        const int before = activeDevices(*ben_, ben());
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*desk_, ben()), before, 20'000);
        for (const auto& device : devicesOf(*desk_, ben())) {
            encryptionOf(*desk_).setTrust(ben(), device.id, Trust::Verified);
        }
        QVERIFY(encryptionOf(*desk_).lock(ben()).isVerified);
        auto tablet = people_.device(2, "ben-tablet");
        QVERIFY2(start(*tablet), tablet->failure().c_str());
        QTRY_COMPARE_WITH_TIMEOUT(activeDevices(*desk_, ben()), before + 1, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(encryptionOf(*desk_).lock(ben()).hasNewDevices, 10'000);
        QVERIFY(!encryptionOf(*desk_).lock(ben()).isVerified);
        desk_->send(ben(), "not for the tablet");
        QTRY_VERIFY_WITH_TIMEOUT(hasLast(*ben_, anna(), "not for the tablet", Protection::Omemo),
                                 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(!tablet->history(anna()).empty(), 10'000);
        for (const auto& message : tablet->history(anna())) {
            QVERIFY(message.body.find("not for the tablet") == std::string::npos);
        }
        const auto events = eventsOf(*desk_, ben());
        QVERIFY(std::any_of(events.begin(), events.end(), [](const std::string& event) {
            return event.find("new device") != std::string::npos;
        }));
    }
    void aLostSessionIsBegunAnew() {
        // As after a backup was put back: Ben's keys are there, his sessions are not.
        core::Owner owner;
        bool isGone = false;
        ben_->signOut();
        ben_->store()
            .run<void>([](store::Database& database) -> core::Status {
                auto gone = database.execute("DELETE FROM encryption_keys WHERE kind = 3");
                if (!gone) return gone.error();
                return {};
            })
            .then(owner, [&](const core::Status& done) { isGone = bool(done); });
        QTRY_VERIFY_WITH_TIMEOUT(isGone, 10'000);
        QVERIFY2(start(*ben_), ben_->failure().c_str());
        desk_->send(ben(), "lost");
        QTRY_VERIFY_WITH_TIMEOUT(
            lastOf(*ben_, anna()) && lastOf(*ben_, anna())->protection == Protection::Unreadable,
            10'000);
        QVERIFY(lastOf(*ben_, anna())->body.find("being renewed") != std::string::npos);
        // The next one is readable as soon as the new session is there.
        int number = 0;
        QTRY_VERIFY_WITH_TIMEOUT(
            (desk_->send(ben(), "found " + std::to_string(++number)), QTest::qWait(500),
             lastOf(*ben_, anna())->protection == Protection::Omemo),
            20'000);
    }
};

QTEST_GUILESS_MAIN(DevicesTest)
#include "DevicesTest.moc"
