// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <QTimer>

#include "DirectoryAdministrator.h"
#include "DirectoryClients.h"
#include "KerberosRealm.h"
#include "RealSignIn.h"
#include "Rows.h"
#include "SlapdLog.h"
#include "TicketDirectory.h"
#include "directory/LdapSource.h"
#include "net/kerberos/KerberosContexts.h"

ROWS("DIR-02");

using namespace sidetone;
using namespace sidetone::directory;
using client::ClientState;
using test::awaited;
using test::RealPorts;
using test::SlapdLog;

namespace {

constexpr std::uint16_t directoryPort = 13'389;
constexpr std::uint16_t kerberosPort = 18'088;
constexpr const char* password = "ticket-password-1";

}  // namespace

/// Tickets of a real Kerberos realm, a real OpenLDAP that takes them, and both the whole client
/// and its source of people.
class KerberosTest : public QObject {
    Q_OBJECT
private:
    using Found = core::Result<std::vector<Person>>;
    test::DirectoryClients clients_;
    const test::OfficeFixture& office_ = clients_.office;
    std::unique_ptr<test::KerberosRealm> realm_;
    std::unique_ptr<test::TicketDirectory> directory_;

    std::string base() const { return test::directoryBase(office_); }
    std::string host() const { return clients_.host("ldap1"); }
    bool startDirectory(bool isEncrypted, const std::string& more = {}) {
        directory_ = std::make_unique<test::TicketDirectory>();
        return directory_->start({office_.insideAddress(31), directoryPort, host(), base(),
                                  realm_->keytab(), isEncrypted ? office_.folder() + "/ca" : ""},
                                 more);
    }
    LdapSettings settingsFor(std::vector<LdapMechanism> mechanisms) const {
        LdapSettings settings;
        settings.servers = {{{host(), directoryPort}, LdapSecurity::StartTlsIfOffered}};
        settings.presenceDomain = office_.domain();
        settings.login.mechanisms = std::move(mechanisms);
        return settings;
    }
    Found search(LdapSettings settings, const std::string& text = "ticket",
                 core::Milliseconds limit = net::KerberosContexts::defaultLimit) const {
        RealPorts ports(office_);
        LdapSource source({ports.connections, ports.clock,
                           std::make_shared<net::KerberosContexts>(ports.clock, limit)},
                          std::move(settings), ports.http);
        return awaited(source.search(text, 5));
    }
    static QByteArray said(const Found& found) {
        return found ? QByteArray("it found somebody")
                     : QByteArray::fromStdString(found.error().sentence());
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(clients_.office.start({"--people", "5", "--contacts", "0", "--with", "ldap"}),
                 office_.failure().c_str());
        QString realm = QString::fromStdString(office_.domain()).toUpper();
        realm_ = std::make_unique<test::KerberosRealm>(realm.toStdString(),
                                                       office_.insideAddress(31), kerberosPort);
        QVERIFY2(realm_->start(), realm_->failure().c_str());
        QVERIFY2(realm_->addPerson("anna", password), realm_->failure().c_str());
        QVERIFY2(realm_->addService("ldap/" + host()), realm_->failure().c_str());
        QVERIFY(office_.done({"dns", "set", "_gc._msdcs._tcp", "SRV",
                              "1 5 " + std::to_string(directoryPort) + " " + host() + "."}));
    }
    void init() { realm_->dropTicket(); }
    void cleanup() {
        directory_.reset();
        clients_.takeBack();
        qunsetenv("USERDNSDOMAIN");
    }

    /// EDI: nothing but the kind is configured, the server has no passwords of people.
    void findsTheCatalogAndGoesInWithTheTicketOfTheLogOn_data() {
        QTest::addColumn<bool>("isEncrypted");
        QTest::newRow("over TLS") << true;
        QTest::newRow("encrypted by Kerberos") << false;
    }
    void findsTheCatalogAndGoesInWithTheTicketOfTheLogOn() {
        QFETCH(bool, isEncrypted);
        QVERIFY2(startDirectory(isEncrypted), directory_->failure().c_str());
        QVERIFY2(realm_->getTicket("anna", password), realm_->failure().c_str());
        qputenv("USERDNSDOMAIN", QByteArray::fromStdString(office_.domain()).toUpper());
        clients_.configure("<DirectoryServerType>EDI</DirectoryServerType>");
        const SlapdLog written(directory_->log());
        const auto life = clients_.signIn();
        QVERIFY(life.client->state() == ClientState::Ready);
        const auto tested = life.test("ticket");
        QVERIFY2(!tested.error, tested.error ? tested.error->sentence().c_str() : "");
        QCOMPARE(tested.people.size(), std::size_t(1));
        QCOMPARE(tested.people.front().userName, std::string("tove"));
        QCOMPARE(tested.server, host() + ":" + std::to_string(directoryPort));
        QTRY_VERIFY(written.searchFor("ticket"));
        QCOMPARE(written.searchFor("ticket")->boundAs, "cn=anna lindgren,ou=people," + base());
        QCOMPARE(written.searchFor("ticket")->isEncrypted, isEncrypted);
        // What Kerberos itself encrypts with: a key of 256 bits where TLS does not, else nothing.
        const std::string strength = isEncrypted ? "bind_ssf=0 ssf=" : "bind_ssf=256 ssf=";
        QVERIFY2(written.text().find("mech=GSSAPI " + strength) != std::string::npos,
                 written.text().c_str());
    }

    void readsLargeAnswersThroughItsEncryption() {
        QVERIFY2(startDirectory(false), directory_->failure().c_str());
        QVERIFY2(realm_->getTicket("anna", password), realm_->failure().c_str());
        RealPorts ports(office_);
        LdapSource source(
            {ports.connections, ports.clock, std::make_shared<net::KerberosContexts>(ports.clock)},
            settingsFor({LdapMechanism::Gssapi}), ports.http);
        const auto found = awaited(source.search("ticket", 5));
        QVERIFY2(found && found->size() == 1, said(found));
        const auto photo = awaited(source.photo(found->front(), {}));
        QVERIFY(photo && !photo->bytes.empty());
        const auto matches = awaited(source.withNumbers({"+15550009001"}));
        QVERIFY(matches && matches->size() == 1);
    }

    void saysWhatIsWrongAndWhatHelps() {
        QVERIFY2(startDirectory(true), directory_->failure().c_str());
        const auto tickets = settingsFor({LdapMechanism::Gssapi});
        auto found = search(tickets);
        QVERIFY(!found && found.error().code == core::ErrorCode::Unauthorised);
        QVERIFY2(said(found).contains("no Kerberos ticket"), said(found));
        QVERIFY2(said(found).contains("kinit"), said(found));

        QVERIFY2(realm_->getTicket("anna", password, 2), realm_->failure().c_str());
        QTRY_VERIFY_WITH_TIMEOUT(!realm_->hasValidTicket(), 20'000);
        // Whose clock differs by a second is forgiven.
        QTRY_VERIFY_WITH_TIMEOUT(!(found = search(tickets)), 20'000);
        QVERIFY2(said(found).contains("ticket has expired"), said(found));
        QVERIFY2(said(found).contains("kinit"), said(found));

        QVERIFY2(realm_->getTicket("anna", password), realm_->failure().c_str());
        auto elsewhere = tickets;
        elsewhere.servers.front().endpoint.host = office_.insideAddress(31);
        elsewhere.servers.front().security = LdapSecurity::Plain;
        found = search(elsewhere);
        QVERIFY2(said(found).contains("knows no such service"), said(found));
        found = search(tickets);
        QVERIFY2(found && found->size() == 1, said(found));
    }

    void takesTheNextWayWhereThereIsNoTicket() {
        QVERIFY2(startDirectory(true), directory_->failure().c_str());
        auto settings = settingsFor({LdapMechanism::Gssapi, LdapMechanism::Plain});
        // As nobody: the directory tells nothing, and the person is told why nobody it was.
        auto found = search(settings);
        QVERIFY2(said(found).contains("no Kerberos ticket"), said(found));
        settings.login.name = "cn=reader," + base();
        settings.login.password = core::Secret(test::TicketDirectory::readerPassword);
        const SlapdLog written(directory_->log());
        found = search(settings);
        QVERIFY2(found && found->size() == 1, said(found));
        QTRY_VERIFY(written.searchFor("ticket"));
        QCOMPARE(written.searchFor("ticket")->boundAs, settings.login.name);
        QVERIFY2(realm_->getTicket("anna", password), realm_->failure().c_str());
        found = search(settings, "lindgren");
        QVERIFY2(found && found->size() == 1, said(found));
        QTRY_VERIFY(written.searchFor("lindgren"));
        QCOMPARE(written.searchFor("lindgren")->boundAs, "cn=anna lindgren,ou=people," + base());
        // The order is the organisation's.
        std::reverse(settings.login.mechanisms.begin(), settings.login.mechanisms.end());
        found = search(settings, "tove");
        QVERIFY2(found && found->size() == 1, said(found));
        QTRY_VERIFY(written.searchFor("tove"));
        QCOMPARE(written.searchFor("tove")->boundAs, settings.login.name);
    }

    void refusesAnOpenLineThatNobodyProtects() {
        QVERIFY2(startDirectory(false, "sasl-secprops noanonymous,noplain,maxssf=0"),
                 directory_->failure().c_str());
        QVERIFY2(realm_->getTicket("anna", password), realm_->failure().c_str());
        const auto found = search(settingsFor({LdapMechanism::Gssapi}));
        QVERIFY2(!found && found.error().code == core::ErrorCode::Untrusted, said(found));
        QVERIFY2(said(found).contains("protects nothing"), said(found));
    }

    /// The last one: the realm's servers are gone afterwards.
    void goesOnWhileKerberosIsSilent() {
        QVERIFY2(startDirectory(true), directory_->failure().c_str());
        QVERIFY2(realm_->getTicket("anna", password), realm_->failure().c_str());
        realm_->stop();
        auto found = search(settingsFor({LdapMechanism::Gssapi}));
        QVERIFY2(said(found).contains("no Kerberos server (KDC) could be reached"), said(found));
        QVERIFY2(said(found).contains("krb5.conf"), said(found));

        realm_->fallSilent();
        QVERIFY2(realm_->failure().empty(), realm_->failure().c_str());
        int turns = 0;
        QTimer ticking;
        QObject::connect(&ticking, &QTimer::timeout, [&turns] { ++turns; });
        ticking.start(1);
        found = search(settingsFor({LdapMechanism::Gssapi}), "ticket", core::Milliseconds(500));
        QVERIFY2(!found && found.error().code == core::ErrorCode::Timeout, said(found));
        QVERIFY2(said(found).contains("no Kerberos server (KDC) could be reached"), said(found));
        // The thread that asks is held up by the library for longer; this one never was.
        QVERIFY2(turns > 20, QByteArray::number(turns));
        // Whoever loses interest is not held up either, and nothing calls back.
        RealPorts ports(office_);
        net::KerberosContexts contexts(ports.clock);
        const auto context = contexts.begin("ldap", host(), false);
        context->step({}).cancel();
    }
};

QTEST_GUILESS_MAIN(KerberosTest)
#include "KerberosTest.moc"
