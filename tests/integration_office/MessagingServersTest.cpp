// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "OfficeFixture.h"
#include "Peer.h"

using sidetone::core::Secret;
using sidetone::test::OfficeFixture;
using sidetone::test::signsInToXmpp;

namespace {

constexpr int firstNode = 21;
constexpr int secondNode = 22;

bool signsIn(const OfficeFixture& office, int node, const std::string& user,
             const std::string& password) {
    return signsInToXmpp({office.insideAddress(node), 5223}, office.domain(), user,
                         Secret(password));
}

}  // namespace

/// The messaging servers that stand in the first one's place or beside it: the same people sign
/// in at each node, also those who come later.
class MessagingServersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samePeopleEverywhere_data();
    void samePeopleEverywhere();
    void refusesWhatDoesNotGoTogether();
};

void MessagingServersTest::samePeopleEverywhere_data() {
    QTest::addColumn<QString>("extra");
    QTest::addColumn<QString>("first");
    QTest::newRow("cluster of another make") << "ejabberd-pair"
                                             << "ejabberd-1";
    QTest::newRow("standby") << "standby"
                             << "prosody";
}

void MessagingServersTest::samePeopleEverywhere() {
    QFETCH(QString, extra);
    QFETCH(QString, first);
    OfficeFixture office(SIDETONE_BIN_DIR);
    QVERIFY2(office.start({"--with", extra.toStdString()}), office.failure().c_str());
    const std::string password = office.password(1).reveal();
    for (const int node : {firstNode, secondNode}) {
        QVERIFY(signsIn(office, node, "anna", password));
        QVERIFY(!signsIn(office, node, "anna", "wrong"));
    }
    QVERIFY(office.done({"user", "add", "carla", "--password", "spring time"}));
    for (const int node : {firstNode, secondNode}) {
        QTRY_VERIFY(signsIn(office, node, "carla", "spring time"));
    }
    QVERIFY(office.done({"user", "remove", "carla"}));
    for (const int node : {firstNode, secondNode}) {
        QTRY_VERIFY(!signsIn(office, node, "carla", "spring time"));
    }
    QVERIFY(office.done({"fault", first.toStdString(), "stop"}));
    QVERIFY(signsIn(office, secondNode, "anna", password));
    QVERIFY(!signsIn(office, firstNode, "anna", password));
}

void MessagingServersTest::refusesWhatDoesNotGoTogether() {
    OfficeFixture office(SIDETONE_BIN_DIR);
    QVERIFY(!office.start({"--with", "ejabberd,sso"}));
    QVERIFY(office.failure().find("do not go together") != std::string::npos);
}

QTEST_GUILESS_MAIN(MessagingServersTest)
#include "MessagingServersTest.moc"
