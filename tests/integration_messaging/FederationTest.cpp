// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "PeopleFixture.h"
#include "Rows.h"

using sidetone::core::Address;
using sidetone::messaging::Availability;
using sidetone::messaging::Delivery;
using sidetone::test::numbered;
using sidetone::test::PeopleFixture;
using sidetone::test::Person;
using sidetone::test::PersonSettings;
using sidetone::xmpp::SessionState;

namespace {

constexpr int secondZone = 2;

Availability seen(Person& watcher, const Person& watched) {
    const auto contact = watcher.messaging().contact(watched.address());
    return contact ? contact->presence.availability : Availability::Unknown;
}

}  // namespace

/// Anna of the office and Ben of another organisation, each at a server of their own (RFC 6120
/// 10.4): two domains, one conversation.
class FederationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void asksAndIsAllowedToSee();
    void chatsInBothDirections();
    void waitsForADeadOrganisation();

private:
    PeopleFixture people_;
    std::unique_ptr<Person> anna_;
    std::unique_ptr<Person> ben_;
};

void FederationTest::initTestCase() {
    QVERIFY2(people_.office.start({"--with", "partner"}), people_.office.failure().c_str());
    anna_ = people_.person(1, "desk");
    ben_ = std::make_unique<Person>(PersonSettings{
        Address::parse("ben@partner." + people_.office.domain()).value(),
        people_.office.password(2),
        "abroad",
        {people_.office.address(secondZone, PeopleFixture::chatHost), PeopleFixture::chatPort},
        people_.office.caFile(),
        people_.storeFile("abroad")});
    QVERIFY2(anna_->start(), anna_->failure().c_str());
    QVERIFY2(ben_->start(), ben_->failure().c_str());
    QTRY_VERIFY_WITH_TIMEOUT(anna_->isReady() && ben_->isReady(), 15'000);
}

void FederationTest::cleanupTestCase() {
    anna_.reset();
    ben_.reset();
}

void FederationTest::asksAndIsAllowedToSee() {
    ROWS("MSG-07", "PRES-01");
    using sidetone::messaging::Messaging;
    for (Person* person : {anna_.get(), ben_.get()}) {
        connect(&person->messaging(), &Messaging::subscriptionRequested, this,
                [person](const Address& from) { person->messaging().approveSubscription(from); });
    }
    sidetone::core::Owner owner;
    std::string trouble;
    for (auto [from, to] :
         {std::pair{anna_.get(), ben_.get()}, std::pair{ben_.get(), anna_.get()}}) {
        from->messaging()
            .addContact(to->address(), "A friend", {"Abroad"})
            .then(owner, [&trouble](const sidetone::core::Status& added) {
                if (!added) trouble = added.error().sentence();
            });
    }
    QTRY_COMPARE_WITH_TIMEOUT(seen(*anna_, *ben_), Availability::Available, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(seen(*ben_, *anna_), Availability::Available, 20'000);
    QCOMPARE(trouble, std::string());
    ben_->messaging().setPresence({Availability::DoNotDisturb, "abroad"});
    QTRY_COMPARE_WITH_TIMEOUT(seen(*anna_, *ben_), Availability::DoNotDisturb, 10'000);
}

void FederationTest::chatsInBothDirections() {
    ROWS("MSG-07", "MSG-01");
    for (const auto& text : numbered("out", 10)) anna_->send(ben_->address(), text);
    for (const auto& text : numbered("back", 10)) ben_->send(anna_->address(), text);
    QTRY_COMPARE_WITH_TIMEOUT(anna_->countAt(ben_->address(), Delivery::Delivered), 10, 10'000);
    QTRY_COMPARE_WITH_TIMEOUT(ben_->countAt(anna_->address(), Delivery::Delivered), 10, 10'000);
    QCOMPARE(ben_->received(anna_->address()), numbered("out", 10));
    QCOMPARE(anna_->received(ben_->address()), numbered("back", 10));
}

void FederationTest::waitsForADeadOrganisation() {
    ROWS("MSG-07");
    QVERIFY(people_.office.done({"fault", "prosody-partner", "stop"}));
    QTRY_VERIFY_WITH_TIMEOUT(ben_->session().state() != SessionState::Online, 10'000);
    anna_->send(ben_->address(), "nobody there");
    // Their server cannot be reached: ours says so, and the message is marked, never lost.
    QTRY_COMPARE_WITH_TIMEOUT(anna_->history(ben_->address()).back().delivery, Delivery::Failed,
                              40'000);
    QVERIFY(!anna_->history(ben_->address()).back().failure.empty());
    QVERIFY(people_.office.done({"fault", "prosody-partner", "start"}));
    QTRY_VERIFY_WITH_TIMEOUT(ben_->session().state() == SessionState::Online && ben_->isReady(),
                             40'000);
    sidetone::core::Owner owner;
    anna_->messaging()
        .resendMessage(anna_->history(ben_->address()).back().id)
        .then(owner, [](auto&&) {});
    QTRY_COMPARE_WITH_TIMEOUT(ben_->received(anna_->address()).back(), std::string("nobody there"),
                              40'000);
    QCOMPARE(ben_->received(anna_->address()).size(), std::size_t(11));
}

QTEST_GUILESS_MAIN(FederationTest)
#include "FederationTest.moc"
