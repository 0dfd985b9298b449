// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <fstream>

#include "OfficeFixture.h"
#include "Rows.h"
#include "client/Client.h"
#include "client/Platform.h"

ROWS("DIR-19");

using namespace sidetone;
using client::Client;
using client::ClientState;
using client::ServiceKind;

namespace {

constexpr int patience = 30'000;

struct Life {
    std::unique_ptr<client::Platform> platform;
    std::unique_ptr<Client> client;
};

}  // namespace

/// The whole client searching by LDAP, as the organisation's files say.
class ClientTest : public QObject {
    Q_OBJECT
private:
    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    QTemporaryDir profiles_;
    int lives_ = 0;

    void publish(const std::string& name, const std::string& text) {
        std::filesystem::create_directories(office_.folder() + "/files");
        std::ofstream(office_.folder() + "/files/" + name) << text;
    }
    void takeBack() { std::filesystem::remove_all(office_.folder() + "/files"); }
    void configure(const std::string& directory) {
        publish("jabber-config.xml",
                "<config version=\"1.0\"><Directory>" + directory + "</Directory></config>");
        publish("SPDefault.cnf.xml",
                "<serviceProfile><Directory><UseUDS>true</UseUDS></Directory><IMandPresence>"
                "<Primary><Address>imp1." +
                    office_.domain() +
                    "</Address><ProductType>Unified CM (IM and Presence)</ProductType></Primary>"
                    "</IMandPresence></serviceProfile>");
    }
    Life signIn() {
        client::PlatformOptions options;
        options.profileFolder = profiles_.filePath(QString::number(++lives_)).toStdString();
        options.nameServers = {office_.nameServer()};
        options.caFile = office_.caFile();
        options.configurationFolder = profiles_.filePath(QStringLiteral("none")).toStdString();
        options.audioOut = options.profileFolder + ".wav";
        options.keepsSecretsInMemory = true;
        options.opensBrowser = false;
        Life life;
        life.platform = std::move(client::Platform::create(options).value());
        life.client = client::createClient(*life.platform);
        static_cast<void>(life.client->signIn(office_.user(1), office_.password(1)));
        const auto isOver = [&] { return life.client->state() != ClientState::SigningIn; };
        for (int i = 0; !isOver() && i < patience / 10; ++i) QTest::qWait(10);
        return life;
    }
    static std::vector<messaging::Contact> search(Client& client, const std::string& text) {
        core::Owner owner;
        std::optional<std::vector<messaging::Contact>> found;
        client.search(text).then(owner, [&found](auto people) {
            found = people ? *people : std::vector<messaging::Contact>();
        });
        for (int i = 0; !found && i < patience / 10; ++i) QTest::qWait(10);
        return found.value_or(std::vector<messaging::Contact>());
    }
    static std::string directoryOf(const Client& client) {
        for (const auto& service : client.services()) {
            if (service.kind == ServiceKind::Directory) return service.server;
        }
        return {};
    }
    static bool has(const std::vector<messaging::Contact>& people, const std::string& name) {
        return std::any_of(people.begin(), people.end(),
                           [&](const auto& one) { return one.name == name; });
    }
    static QByteArray troubleOf(const Client& client) {
        const auto trouble = client.searchTrouble();
        return trouble ? QByteArray::fromStdString(trouble->sentence()) : QByteArray();
    }
    std::string base() const {
        std::string all;
        const std::string domain = office_.domain();
        std::size_t start = 0;
        while (start <= domain.size()) {
            const auto end = std::min(domain.find('.', start), domain.size());
            all += (all.empty() ? "dc=" : ",dc=") + domain.substr(start, end - start);
            start = end + 1;
        }
        return all;
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--people", "50", "--contacts", "0", "--with", "ldap"}),
                 office_.failure().c_str());
    }
    void cleanup() { takeBack(); }

    void searchesByTheProfileAndGoesOnWithTheReplica() {
        const auto life = signIn();
        QVERIFY(life.client->state() == ClientState::Ready);
        QVERIFY2(has(search(*life.client, "okoro"), "Ben Okoro"), troubleOf(*life.client));
        QCOMPARE(directoryOf(*life.client), "ldap1." + office_.domain() + ":10389");
        QVERIFY(office_.done({"fault", "slapd", "stop"}));
        QVERIFY2(has(search(*life.client, "okoro"), "Ben Okoro"), troubleOf(*life.client));
        QCOMPARE(directoryOf(*life.client), "ldap2." + office_.domain() + ":10389");
        QVERIFY(office_.done({"fault", "slapd2", "stop"}));
        // Nobody takes the silence for "there is none"; who was found before still is.
        QVERIFY(search(*life.client, "castell").empty());
        QVERIFY(life.client->searchTrouble().has_value());
        QVERIFY(has(search(*life.client, "okoro"), "Ben Okoro"));
        QVERIFY(life.client->searchTrouble().has_value());
        QVERIFY(office_.done({"fault", "slapd", "start"}));
        QVERIFY(office_.done({"fault", "slapd2", "start"}));
        QTRY_VERIFY_WITH_TIMEOUT(!search(*life.client, "castell").empty(), patience);
        QVERIFY2(!life.client->searchTrouble().has_value(), troubleOf(*life.client));
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
            QVERIFY(!has(search(*life.client, "ben"), "Ben Okoro"));
            QVERIFY2(has(search(*life.client, "okoro"), "Ben Okoro"), troubleOf(*life.client));
        }
        // An account in the file is used, and refused here: nobody is asked without a name.
        configure(host + bases + "<BDIConnectionUsername>cn=reader,ou=services," + base() +
                  "</BDIConnectionUsername><BDIConnectionPassword>nonsense-4711"
                  "</BDIConnectionPassword>");
        {
            const auto life = signIn();
            QVERIFY(search(*life.client, "okoro").empty());
            QVERIFY2(troubleOf(*life.client).contains("did not accept"), troubleOf(*life.client));
            QVERIFY(!troubleOf(*life.client).contains("nonsense-4711"));
        }
        // A filter that fits nobody there.
        configure(host + bases + "<BDIBaseFilter>(department=nowhere)</BDIBaseFilter>");
        const auto life = signIn();
        QVERIFY(search(*life.client, "okoro").empty());
        QVERIFY2(troubleOf(*life.client).isEmpty(), troubleOf(*life.client));
    }

    void asksTheCallManagerWhereTheFileSaysSo() {
        configure("<DirectoryServerType>UDS</DirectoryServerType><PrimaryServerName>ldap1." +
                  office_.domain() + "</PrimaryServerName>");
        const auto life = signIn();
        QVERIFY2(has(search(*life.client, "okoro"), "Ben Okoro"), troubleOf(*life.client));
        QCOMPARE(directoryOf(*life.client), "cucm1." + office_.domain() + ":8443");
    }

    void findsTheCatalogByItself() {
        // Nothing but the kind: the workstation's domain and DNS say the rest.
        configure("<DirectoryServerType>EDI</DirectoryServerType>");
        const auto life = signIn();
        QVERIFY2(has(search(*life.client, "okoro"), "Ben Okoro"), troubleOf(*life.client));
        QCOMPARE(directoryOf(*life.client), "ldap1." + office_.domain() + ":3268");
    }
};

QTEST_GUILESS_MAIN(ClientTest)
#include "ClientTest.moc"
