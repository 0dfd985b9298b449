// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "OfficeFixture.h"
#include "Peer.h"

using sidetone::core::Secret;
using sidetone::test::OfficeFixture;
using sidetone::test::registers;
using sidetone::test::signsInToXmpp;

/// People come and go while the servers run.
class RuntimeUserTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void demoUsersSignIn();
    void aNewUserSignsInEverywhere();
    void aRemovedUserDoesNot();
    void namesAndNumbersAreTakenOnce();
    void peopleMayShareAPassword();

private:
    [[nodiscard]] bool xmpp(const std::string& user, const std::string& password) const {
        return signsInToXmpp({office_.insideAddress(21), 5223}, office_.domain(), user,
                             Secret(password));
    }
    [[nodiscard]] int sip(const std::string& identity, const std::string& user,
                          const std::string& password) const {
        return registers({office_.insideAddress(11), 5060}, office_.domain(), identity, user,
                         Secret(password));
    }

    OfficeFixture office_{SIDETONE_BIN_DIR};
};

void RuntimeUserTest::initTestCase() {
    QVERIFY2(office_.start(), office_.failure().c_str());
}

void RuntimeUserTest::demoUsersSignIn() {
    const std::string password = office_.password(1).reveal();
    QVERIFY(xmpp("anna", password));
    QVERIFY(!xmpp("anna", "wrong"));
    QCOMPARE(sip("2001", "anna", password), 200);
    QCOMPARE(sip("anna", "anna", password), 200);
    QCOMPARE(sip("2002", "anna", password), 403);
    QCOMPARE(sip("2001", "anna", "wrong"), 401);
}

void RuntimeUserTest::aNewUserSignsInEverywhere() {
    QVERIFY(!xmpp("carla", "spring time"));
    QVERIFY(office_.done({"user", "add", "Carla", "--display", "Carla Nova", "--number", "2003",
                          "--password", "spring time"}));
    QVERIFY(xmpp("carla", "spring time"));
    QVERIFY(!xmpp("carla", "winter time"));
    QCOMPARE(sip("2003", "carla", "spring time"), 200);
    const std::string list = office_.run({"user", "list"}).output;
    QVERIFY(list.find("CSFCARLA") != std::string::npos);
    // Restarted servers read the same people.
    QVERIFY(office_.done({"fault", "kamailio", "kill"}));
    QTRY_COMPARE_WITH_TIMEOUT(sip("2003", "carla", "spring time"), 200, 10000);
}

void RuntimeUserTest::aRemovedUserDoesNot() {
    QVERIFY(office_.done({"user", "add", "dora", "--number", "2004", "--password", "one"}));
    QCOMPARE(sip("dora", "dora", "one"), 200);
    QVERIFY(office_.done({"user", "remove", "dora"}));
    QVERIFY(!xmpp("dora", "one"));
    QCOMPARE(sip("dora", "dora", "one"), 401);
    QVERIFY(!office_.done({"user", "remove", "dora"}));
}

void RuntimeUserTest::namesAndNumbersAreTakenOnce() {
    QCOMPARE(office_.run({"user", "add", "ANNA"}).status, 1);
    QCOMPARE(office_.run({"user", "add", "emil", "--number", "2001"}).status, 1);
    QCOMPARE(office_.run({"user", "add", "e mil"}).status, 1);
    const auto made = office_.run({"user", "add", "emil"});
    QCOMPARE(made.status, 0);
    QVERIFY(made.output.find("emil.password") != std::string::npos);
}

void RuntimeUserTest::peopleMayShareAPassword() {
    QVERIFY(office_.done({"people", "3", "--password", "all together"}));
    const std::string list = office_.run({"user", "list"}).output;
    const auto at = list.find(" 100002 ");
    QVERIFY(at != std::string::npos);
    const auto start = list.rfind('\n', at) + 1;
    const std::string third = list.substr(start, list.find(' ', start) - start);
    QVERIFY(xmpp(third, "all together"));
    QCOMPARE(sip("100002", third, "all together"), 200);
}

QTEST_GUILESS_MAIN(RuntimeUserTest)
#include "RuntimeUserTest.moc"
