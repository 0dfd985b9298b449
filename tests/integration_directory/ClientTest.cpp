// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "DirectoryAdministrator.h"
#include "DirectoryClients.h"
#include "Rows.h"

ROWS("DIR-19");

using namespace sidetone;
using client::ClientState;
using test::DirectoryLife;
using test::hasPerson;

/// The whole client searching by LDAP, as the organisation's files say.
class ClientTest : public QObject {
    Q_OBJECT
private:
    test::DirectoryClients clients_;
    test::OfficeFixture& office_ = clients_.office;

    static constexpr int patience = test::directoryPatience;
    DirectoryLife signIn() { return clients_.signIn(); }
    void configure(const std::string& directory) { clients_.configure(directory); }
    std::string base() const { return test::directoryBase(office_); }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--people", "50", "--contacts", "0", "--with", "ldap"}),
                 office_.failure().c_str());
    }
    void cleanup() { clients_.takeBack(); }

    void searchesByTheProfileAndGoesOnWithTheReplica() {
        const auto life = signIn();
        QVERIFY(life.client->state() == ClientState::Ready);
        QVERIFY2(hasPerson(life.search("okoro"), "Ben Okoro"), life.trouble());
        QCOMPARE(life.directory().server, "ldap1." + office_.domain() + ":10389");
        QVERIFY(office_.done({"fault", "slapd", "stop"}));
        // Words that were not asked before: those are not asked again so soon.
        QVERIFY2(hasPerson(life.search("ben"), "Ben Okoro"), life.trouble());
        QCOMPARE(life.directory().server, "ldap2." + office_.domain() + ":10389");
        QVERIFY(office_.done({"fault", "slapd2", "stop"}));
        // Nobody takes the silence for "there is none"; who was found before still is.
        QVERIFY(life.search("castell").empty());
        QVERIFY(life.client->searchTrouble().has_value());
        QVERIFY(hasPerson(life.search("okoro"), "Ben Okoro"));
        QVERIFY(life.client->searchTrouble().has_value());
        QVERIFY(office_.done({"fault", "slapd", "start"}));
        QVERIFY(office_.done({"fault", "slapd2", "start"}));
        QTRY_VERIFY_WITH_TIMEOUT(!life.search("castell").empty(), patience);
        QVERIFY2(!life.client->searchTrouble().has_value(), life.trouble());
    }

    void takesTheFilesAccountAndFilters() {
        const auto host = "<BDIPrimaryServerName>ldap1." + office_.domain() +
                          "</BDIPrimaryServerName><BDIServerPort1>10389</BDIServerPort1>"
                          "<DirectoryServerType>BDI</DirectoryServerType>";
        const auto bases =
            "<BDISearchBase1>ou=groups," + base() + "</BDISearchBase1><BDISearchBase2>ou=people," +
            base() + "</BDISearchBase2><BDIPredictiveSearchFilter>sn</BDIPredictiveSearchFilter>";
        // As the chapter prints it, wrong as it is.
        configure(host + bases + "<BDIBaseFilter>(&amp;objectClass=inetOrgPerson)</BDIBaseFilter>");
        {
            const auto life = signIn();
            QVERIFY(!hasPerson(life.search("ben"), "Ben Okoro"));
            QVERIFY2(hasPerson(life.search("okoro"), "Ben Okoro"), life.trouble());
        }
        // An account in the file is used, and refused here: nobody is asked without a name.
        configure(host + bases + "<BDIConnectionUsername>cn=reader,ou=services," + base() +
                  "</BDIConnectionUsername><BDIConnectionPassword>nonsense-4711"
                  "</BDIConnectionPassword>");
        {
            const auto life = signIn();
            QVERIFY(life.search("okoro").empty());
            QVERIFY2(life.trouble().contains("did not accept"), life.trouble());
            QVERIFY(!life.trouble().contains("nonsense-4711"));
        }
        // A filter that fits nobody there.
        configure(host + bases + "<BDIBaseFilter>(department=nowhere)</BDIBaseFilter>");
        const auto life = signIn();
        QVERIFY(life.search("okoro").empty());
        QVERIFY2(life.trouble().isEmpty(), life.trouble());
    }

    void asksTheCallManagerWhereTheFileSaysSo() {
        configure("<DirectoryServerType>UDS</DirectoryServerType><PrimaryServerName>ldap1." +
                  office_.domain() + "</PrimaryServerName>");
        const auto life = signIn();
        QVERIFY2(hasPerson(life.search("okoro"), "Ben Okoro"), life.trouble());
        QCOMPARE(life.directory().server, "cucm1." + office_.domain() + ":8443");
    }

    void findsTheCatalogByItself() {
        // Nothing but the kind: the workstation's domain and DNS say the rest.
        configure("<DirectoryServerType>EDI</DirectoryServerType>");
        const auto life = signIn();
        QVERIFY2(hasPerson(life.search("okoro"), "Ben Okoro"), life.trouble());
        QCOMPARE(life.directory().server, "ldap1." + office_.domain() + ":3268");
    }
};

QTEST_GUILESS_MAIN(ClientTest)
#include "ClientTest.moc"
