// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "DirectoryClients.h"
#include "Rows.h"

ROWS("DIR-17");

using namespace sidetone;
using client::ClientState;
using client::ServiceState;
using test::hasPerson;

/// Call managers whose release can search people, can with a file that is installed for it, and
/// cannot: the first question finds out.
class ReleaseTest : public QObject {
    Q_OBJECT
private:
    test::DirectoryClients clients_;

    [[nodiscard]] bool becomes(const char* release, const char* cop) const {
        return clients_.office.done({"answer", "release", release}) &&
               clients_.office.done({"answer", "cop", cop});
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(clients_.office.start({"--people", "50", "--contacts", "0"}),
                 clients_.office.failure().c_str());
    }

    void searchesWhereTheReleaseCan_data() {
        QTest::addColumn<QByteArray>("release");
        QTest::addColumn<QByteArray>("cop");
        QTest::newRow("9.1(2) with the file") << QByteArray("9.1.2") << QByteArray("usual");
        QTest::newRow("10.0(1) without") << QByteArray("10.0.1") << QByteArray("none");
    }
    void searchesWhereTheReleaseCan() {
        QFETCH(QByteArray, release);
        QFETCH(QByteArray, cop);
        QVERIFY(becomes(release, cop));
        const auto life = clients_.signIn();
        QVERIFY(life.client->state() == ClientState::Ready);
        QVERIFY2(hasPerson(life.search("okoro"), "Ben Okoro"), life.trouble());
        QCOMPARE(life.directory().server, clients_.host("cucm1") + ":8443");
        QVERIFY(life.directory().state == ServiceState::Up);
    }

    void saysWhatTheReleaseWantsAndGoesOnOnceItIsThere() {
        QVERIFY(becomes("9.1.2", "none"));
        const auto life = clients_.signIn();
        // Everything else works without it.
        QVERIFY(life.client->state() == ClientState::Ready);
        QVERIFY(life.search("okoro").empty());
        QVERIFY2(life.trouble().contains("release 9.1.2"), life.trouble());
        QVERIFY2(life.trouble().contains("cmterm-cucm-uds-912-5.cop.sgn"), life.trouble());
        QVERIFY(life.directory().state == ServiceState::Failed);
        QVERIFY2(life.directory().detail.find("cmterm-cucm-uds-912-5.cop.sgn") != std::string::npos,
                 life.directory().detail.c_str());
        // The administrator installs it: the next search finds out.
        QVERIFY(becomes("9.1.2", "usual"));
        QVERIFY2(hasPerson(life.search("okoro"), "Ben Okoro"), life.trouble());
        QVERIFY(life.directory().state == ServiceState::Up);
    }
};

QTEST_GUILESS_MAIN(ReleaseTest)
#include "ReleaseTest.moc"
