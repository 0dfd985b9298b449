// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "PeopleFixture.h"
#include "Rows.h"
#include "messaging/PrivacyControl.h"

using namespace sidetone;
using messaging::Availability;
using test::PeopleFixture;

ROWS("PRES-09");

namespace {

constexpr int patience = 20'000;

bool done(core::Task<void> task) {
    core::Owner owner;
    std::optional<core::Status> result;
    std::move(task).then(owner, [&](core::Status status) { result = std::move(status); });
    return QTest::qWaitFor([&] { return result.has_value(); }, patience) && result->has_value();
}

}  // namespace

/// Blocking by the server's own means.
class PrivacyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoIsBlockedSeesAndReachesNobody_data() {
        QTest::addColumn<QString>("with");
        QTest::newRow("Prosody") << QString();
        QTest::newRow("ejabberd") << QStringLiteral("ejabberd");
    }
    void whoIsBlockedSeesAndReachesNobody() {
        QFETCH(QString, with);
        PeopleFixture people;
        std::vector<std::string> options;
        if (!with.isEmpty()) options = {"--with", with.toStdString()};
        QVERIFY2(people.office.start(options), people.office.failure().c_str());
        auto anna = people.person(1, "anna");
        auto ben = people.person(2, "ben");
        QVERIFY(anna->start() && ben->start());
        QTRY_VERIFY_WITH_TIMEOUT(anna->isReady() && ben->isReady(), patience);
        QVERIFY(done(ben->messaging().addContact(anna->address(), "Anna", {})));
        const auto seen = [&] {
            const auto contact = ben->messaging().contact(anna->address());
            return contact ? contact->presence.availability : Availability::Unknown;
        };
        QTRY_COMPARE_WITH_TIMEOUT(seen(), Availability::Available, patience);

        auto& privacy = *anna->messaging().privacy();
        QTRY_VERIFY_WITH_TIMEOUT(privacy.whyNot().empty(), patience);
        QVERIFY(done(privacy.block(ben->address())));
        QTRY_COMPARE_WITH_TIMEOUT(privacy.blocked(), std::vector{ben->address()}, patience);
        QTRY_COMPARE_WITH_TIMEOUT(seen(), Availability::Offline, patience);
        anna->messaging().setPresence({Availability::DoNotDisturb, "secret"});
        ben->send(anna->address(), "can you hear me?");
        QTRY_VERIFY_WITH_TIMEOUT(!ben->history(anna->address()).empty(), patience);
        // What was sent after that has come back: the server has dealt with what was before it.
        QVERIFY(done(ben->messaging().addContact(anna->address(), "Anna B", {})));
        QCOMPARE(seen(), Availability::Offline);
        QVERIFY(anna->received(ben->address()).empty());

        anna->signOut();
        QVERIFY(anna->start());
        QTRY_VERIFY_WITH_TIMEOUT(anna->isReady(), patience);
        auto& later = *anna->messaging().privacy();
        QTRY_COMPARE_WITH_TIMEOUT(later.blocked(), std::vector{ben->address()}, patience);
        QVERIFY(done(later.unblock(ben->address())));
        QTRY_VERIFY_WITH_TIMEOUT(later.blocked().empty(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(seen(), Availability::Available, patience);
        ben->send(anna->address(), "and now?");
        QTRY_COMPARE_WITH_TIMEOUT(anna->received(ben->address()),
                                  std::vector<std::string>{"and now?"}, patience);
    }
};

QTEST_GUILESS_MAIN(PrivacyTest)
#include "PrivacyTest.moc"
