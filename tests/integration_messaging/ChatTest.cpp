// SPDX-License-Identifier: GPL-3.0-or-later
// Two people of a real office chat and see each other.
#include <QElapsedTimer>
#include <QTest>

#include "PeopleFixture.h"
#include "Rows.h"

ROWS("MSG-01", "PRES-01");

using namespace sidetone;
using namespace sidetone::test;
using messaging::Availability;
using messaging::Delivery;
using messaging::Presence;

class ChatTest : public QObject {
    Q_OBJECT

    PeopleFixture people_;
    std::unique_ptr<Person> anna_;
    std::unique_ptr<Person> ben_;

    [[nodiscard]] Presence seen(Person& by, const Person& whom) const {
        const auto contact = by.messaging().contact(whom.address());
        return contact ? contact->presence : Presence();
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(people_.office.start(), people_.office.failure().c_str());
        anna_ = people_.person(1, "anna-desk");
        ben_ = people_.person(2, "ben-desk");
        QVERIFY2(anna_->start(), anna_->failure().c_str());
        QVERIFY2(ben_->start(), ben_->failure().c_str());
        QTRY_VERIFY_WITH_TIMEOUT(anna_->isReady() && ben_->isReady(), 15'000);
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
    }

    void eachSeesEveryStateOfTheOther() {
        const Presence states[] = {{Availability::Away, "At lunch"},
                                   {Availability::ExtendedAway, "On holiday"},
                                   {Availability::DoNotDisturb, "Presenting <3 & \"more\""},
                                   {Availability::Available, "Grüße aus Köln"},
                                   {Availability::Offline, {}},
                                   {Availability::Available, {}}};
        // One after the other: who is offline hears nothing of others (RFC 6121 4.5.2).
        for (const auto& state : states) {
            anna_->messaging().setPresence(state);
            QTRY_COMPARE_WITH_TIMEOUT(seen(*ben_, *anna_), state, 10'000);
        }
        for (const auto& state : states) {
            ben_->messaging().setPresence(state);
            QTRY_COMPARE_WITH_TIMEOUT(seen(*anna_, *ben_), state, 10'000);
        }
    }
    void tenEachWayInOrderWithReceipts() {
        for (int i = 0; i < 10; ++i) {
            anna_->send(ben_->address(), "a" + std::to_string(i));
            ben_->send(anna_->address(), "b" + std::to_string(i));
        }
        QTRY_COMPARE_WITH_TIMEOUT(anna_->countAt(ben_->address(), Delivery::Delivered), 10, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(ben_->countAt(anna_->address(), Delivery::Delivered), 10, 10'000);
        QCOMPARE(ben_->received(anna_->address()), numbered("a", 10));
        QCOMPARE(anna_->received(ben_->address()), numbered("b", 10));
        QCOMPARE(ben_->unread[anna_->address()], 10);
        ben_->messaging().markRead(anna_->address());
        QTRY_COMPARE_WITH_TIMEOUT(ben_->unread[anna_->address()], 0, 10'000);
    }
    void composingIsSeen() {
        anna_->messaging().sendChatState(ben_->address(), messaging::ChatState::Composing);
        QTRY_VERIFY_WITH_TIMEOUT(
            ben_->chatStates[anna_->address()] == messaging::ChatState::Composing, 10'000);
    }
    void anotherDeviceHasTheSameHistory() {
        auto phone = people_.person(1, "anna-phone");
        QVERIFY(phone->start());
        QTRY_VERIFY_WITH_TIMEOUT(phone->isReady(), 15'000);
        QCOMPARE(phone->received(ben_->address()), numbered("b", 10));
        QCOMPARE(phone->sent(ben_->address()), numbered("a", 10));
        ben_->send(anna_->address(), "to both");
        QTRY_COMPARE_WITH_TIMEOUT(phone->received(ben_->address()).size(), std::size_t(11), 10'000);
        phone->send(ben_->address(), "from the phone");
        QTRY_COMPARE_WITH_TIMEOUT(anna_->sent(ben_->address()).size(), std::size_t(11), 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(anna_->received(ben_->address()).size(), std::size_t(11), 10'000);
        QCOMPARE(anna_->sent(ben_->address()).back(), "from the phone");
        QCOMPARE(anna_->unread[ben_->address()], 0);  // answered on the phone
        phone->signOut();
        // A round trip behind it: the next sign-out must not meet what this one sets off.
        anna_->send(ben_->address(), "round trip");
        QTRY_COMPARE_WITH_TIMEOUT(anna_->countAt(ben_->address(), Delivery::Delivered), 12, 10'000);
    }
    void whatCameWhileAwayIsThereOnce() {
        const auto before = ben_->received(anna_->address()).size();
        ben_->signOut();
        QTRY_VERIFY_WITH_TIMEOUT(seen(*anna_, *ben_).availability == Availability::Offline, 10'000);
        for (int i = 0; i < 30; ++i) anna_->send(ben_->address(), "away" + std::to_string(i));
        QTRY_COMPARE_WITH_TIMEOUT(anna_->countAt(ben_->address(), Delivery::Sent), 42, 10'000);
        QVERIFY(ben_->start());
        QTRY_VERIFY_WITH_TIMEOUT(ben_->isReady(), 15'000);
        // Its receipts come only when every message was stored, held ones too.
        QTRY_COMPARE_WITH_TIMEOUT(anna_->countAt(ben_->address(), Delivery::Delivered), 42, 10'000);
        auto all = ben_->received(anna_->address());
        QCOMPARE(all.size(), before + 30);
        QCOMPARE(std::vector<std::string>(all.end() - 30, all.end()), numbered("away", 30));
    }
    void manyInOrderAndNoneLost() {
        constexpr int each = 200;
        const auto fromAnna = ben_->received(anna_->address()).size();
        const auto fromBen = anna_->received(ben_->address()).size();
        const int annaAt = ben_->incoming;
        const int benAt = anna_->incoming;
        QElapsedTimer watch;
        watch.start();
        for (int i = 0; i < each; ++i) {
            anna_->send(ben_->address(), "x" + std::to_string(i));
            ben_->send(anna_->address(), "y" + std::to_string(i));
        }
        QTRY_VERIFY_WITH_TIMEOUT(ben_->incoming >= annaAt + each && anna_->incoming >= benAt + each,
                                 120'000);
        qInfo("%d messages in %lld ms", 2 * each, static_cast<long long>(watch.elapsed()));
        auto atBen = ben_->received(anna_->address());
        auto atAnna = anna_->received(ben_->address());
        atBen.erase(atBen.begin(), atBen.begin() + std::ptrdiff_t(fromAnna));
        atAnna.erase(atAnna.begin(), atAnna.begin() + std::ptrdiff_t(fromBen));
        QCOMPARE(atBen, numbered("x", each));
        QCOMPARE(atAnna, numbered("y", each));
    }
};

QTEST_GUILESS_MAIN(ChatTest)
#include "ChatTest.moc"
