// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "DirectoryAdministrator.h"
#include "DirectoryClients.h"
#include "Rows.h"
#include "SlapdLog.h"
#include "core/Log.h"

ROWS("DIR-02", "DIR-04", "DIR-05", "DIR-06", "DIR-07");

using namespace sidetone;
using client::ClientState;
using test::DirectoryLife;
using test::SlapdLog;
using test::WireSearch;

namespace {

constexpr const char* workstationDomain = "USERDNSDOMAIN";
constexpr const char* profilePassword = "profile-password-4711";
constexpr const char* filePassword = "file-password-0815";

std::string element(const std::string& name, const std::string& value) {
    return "<" + name + ">" + value + "</" + name + ">";
}

bool finds(const client::DirectoryTest& tested, const std::string& user) {
    return std::any_of(tested.people.begin(), tested.people.end(),
                       [&](const auto& one) { return one.userName == user; });
}

std::string troubleOf(const client::DirectoryTest& tested) {
    return tested.server + " " + tested.asked + (tested.error ? tested.error->sentence() : "");
}

/// Whether a file below the folder has these bytes in it.
bool isInFiles(const std::string& folder, const std::string& bytes) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(file), {}};
        if (content.find(bytes) != std::string::npos) return true;
    }
    return false;
}

std::string linesOf(const core::Log& log) {
    std::string all;
    for (const auto& line : log.recent()) all += line.text + "\n";
    return all;
}

}  // namespace

/// The ways into a directory: the whole client and the office's OpenLDAP, which writes down who
/// asked for what.
class WaysTest : public QObject {
    Q_OBJECT
private:
    test::DirectoryClients clients_;
    const test::OfficeFixture& office_ = clients_.office;

    std::string base() const { return test::directoryBase(office_); }
    std::string account(const std::string& name) const {
        return "cn=" + name + ",ou=services," + base();
    }
    SlapdLog log(const std::string& server = "slapd") const {
        return SlapdLog(office_.folder() + "/log/" + server + ".log");
    }
    /// What the server wrote down of the search for this; an empty filter where nothing.
    static WireSearch waitedFor(const SlapdLog& written, const std::string& part) {
        for (int i = 0; i < 500 && !written.searchFor(part); ++i) QTest::qWait(10);
        return written.searchFor(part).value_or(WireSearch());
    }
    bool publishCatalog(const std::string& domain, const std::string& record) const {
        return office_.done({"dns", "set", "_gc._msdcs._tcp." + domain, "SRV", record + "."});
    }
    /// An account that may read, in the first directory.
    std::string addAccount(const std::string& name, const std::string& password) const {
        return test::DirectoryAdministrator(office_).add(account(name),
                                                         {{"objectClass", "organizationalRole"},
                                                          {"objectClass", "simpleSecurityObject"},
                                                          {"cn", name},
                                                          {"userPassword", password}});
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(
            clients_.office.start({"--people", "50", "--contacts", "0", "--with", "ldap,ldap-log"}),
            office_.failure().c_str());
        for (const auto& [name, password] :
             {std::pair("profiled", profilePassword), std::pair("filed", filePassword)}) {
            const auto trouble = addAccount(name, password);
            QVERIFY2(trouble.empty(), trouble.c_str());
        }
        // The child's directory is the second one, where Ben is not known.
        const auto trouble =
            test::DirectoryAdministrator(office_, 32).remove("uid=ben,ou=people," + base());
        QVERIFY2(trouble.empty(), trouble.c_str());
        QVERIFY(publishCatalog(clients_.host("child"), "1 5 3268 " + clients_.host("ldap2")));
        QVERIFY(publishCatalog(clients_.host("branch"), "1 5 10389 " + clients_.host("ldap2")));
        QVERIFY(publishCatalog(clients_.host("mended"), "1 5 3268 " + clients_.host("ldap1")));
    }
    void init() { qunsetenv(workstationDomain); }
    void cleanup() {
        qunsetenv(workstationDomain);
        clients_.takeBack();
    }

    /// EDI (DIR-02): nothing but the kind is configured. Without a ticket the person's own
    /// name and password go over an encrypted connection.
    void findsTheCatalogAndGoesInAsWhoeverIsSignedIn_data() {
        QTest::addColumn<QString>("more");
        QTest::addColumn<bool>("isOwn");
        QTest::newRow("usual") << QString() << true;
        QTest::newRow("switched off")
            << QStringLiteral("<UseWindowsCredentials>0</UseWindowsCredentials>") << false;
    }
    void findsTheCatalogAndGoesInAsWhoeverIsSignedIn() {
        QFETCH(QString, more);
        QFETCH(bool, isOwn);
        qputenv(workstationDomain, QByteArray::fromStdString(office_.domain()).toUpper());
        clients_.configure(element("DirectoryServerType", "EDI") + more.toStdString());
        const auto written = log();
        const auto life = clients_.signIn();
        QVERIFY(life.client->state() == ClientState::Ready);
        const auto tested = life.test("okoro");
        QVERIFY2(finds(tested, "ben"), troubleOf(tested).c_str());
        QCOMPARE(tested.server, clients_.host("ldap1") + ":3268");
        const auto search = waitedFor(written, "okoro*");
        QCOMPARE(search.boundAs, isOwn ? "uid=anna,ou=people," + base() : std::string());
        QVERIFY2(search.isEncrypted, written.text().c_str());
    }

    void takesTheDomainInTheChaptersOrder_data() {
        QTest::addColumn<QString>("workstation");
        QTest::addColumn<QString>("userDomain");
        QTest::addColumn<QString>("named");
        QTest::addColumn<QString>("server");
        QTest::addColumn<bool>("knowsBen");
        const auto row = [](const char* name, const char* workstation, const char* userDomain,
                            const char* named, const char* server, bool knowsBen) {
            QTest::newRow(name) << QString::fromLatin1(workstation)
                                << QString::fromLatin1(userDomain) << QString::fromLatin1(named)
                                << QString::fromLatin1(server) << knowsBen;
        };
        // The trap: a child's domain has a directory of its own, which knows its own people alone.
        row("workstation", "child", "branch", "", "ldap2:3268", false);
        row("file", "", "branch", "", "ldap2:10389", false);
        row("mail", "", "", "", "ldap1:3268", true);
        // The two ways out of it that are not the directory's own.
        row("named server", "child", "branch", "ldap1", "ldap1:3268", true);
        row("name server", "mended", "branch", "", "ldap1:3268", true);
    }
    void takesTheDomainInTheChaptersOrder() {
        QFETCH(QString, workstation);
        QFETCH(QString, userDomain);
        QFETCH(QString, named);
        QFETCH(QString, server);
        QFETCH(bool, knowsBen);
        std::string file = element("DirectoryServerType", "EDI");
        if (!workstation.isEmpty()) {
            qputenv(workstationDomain,
                    QByteArray::fromStdString(clients_.host(workstation.toStdString())));
        }
        if (!userDomain.isEmpty()) {
            file += element("LdapUserDomain", clients_.host(userDomain.toStdString()));
        }
        if (!named.isEmpty()) {
            file += element("PrimaryServerName", clients_.host(named.toStdString())) +
                    element("ServerPort1", "3268");
        }
        clients_.configure(file);
        const auto life = clients_.signIn();
        QVERIFY(life.client->state() == ClientState::Ready);
        const auto tested = life.test("okoro");
        QVERIFY2(!tested.error, troubleOf(tested).c_str());
        const auto parts = server.split(QLatin1Char(':'));
        QCOMPARE(tested.server,
                 clients_.host(parts[0].toStdString()) + ":" + parts[1].toStdString());
        QCOMPARE(finds(tested, "ben"), knowsBen);
        // Whoever belongs to the child is found either way.
        QVERIFY(finds(life.test("lindgren"), "anna"));
    }

    /// BDI (DIR-05), and whose credentials count (DIR-06).
    void goesInByProfileOrFile_data() {
        QTest::addColumn<bool>("profilePlace");
        QTest::addColumn<bool>("profileAccount");
        QTest::addColumn<bool>("fileAccount");
        QTest::addColumn<QString>("boundAs");
        QTest::newRow("profile before file") << true << true << true << QStringLiteral("profiled");
        QTest::newRow("file's account, profile's place")
            << true << false << true << QStringLiteral("filed");
        QTest::newRow("file alone") << false << false << true << QStringLiteral("filed");
        QTest::newRow("nobody") << true << false << false << QString();
    }
    void goesInByProfileOrFile() {
        QFETCH(bool, profilePlace);
        QFETCH(bool, profileAccount);
        QFETCH(bool, fileAccount);
        QFETCH(QString, boundAs);
        std::string profile = element("UseUDS", "false");
        if (profilePlace) {
            profile +=
                element("Primary", element("Address", clients_.host("ldap1")) +
                                       element("Port", "10389") + element("Protocol", "TCP"));
        }
        if (profileAccount) {
            profile += element("DN", account("profiled")) + element("Password", profilePassword);
        }
        // Where the profile has a place, the file's, which is no server, is not asked.
        std::string file =
            element("DirectoryServerType", "BDI") +
            element("BDIPrimaryServerName", clients_.host(profilePlace ? "nowhere" : "ldap1")) +
            element("BDIServerPort1", "10389");
        if (fileAccount) {
            file += element("BDIConnectionUsername", account("filed")) +
                    element("BDIConnectionPassword", filePassword);
        }
        clients_.configure(file, profile);
        const auto written = log();
        auto life = clients_.signIn();
        QVERIFY(life.client->state() == ClientState::Ready);
        const auto tested = life.test("okoro");
        QVERIFY2(finds(tested, "ben"), troubleOf(tested).c_str());
        QCOMPARE(tested.server, clients_.host("ldap1") + ":10389");
        const auto search = waitedFor(written, "okoro*");
        QCOMPARE(search.boundAs,
                 boundAs.isEmpty() ? std::string() : account(boundAs.toStdString()));
        QVERIFY2(search.isEncrypted, written.text().c_str());
        keepsNoSecret(std::move(life));
    }

    /// The chapter's keys for asking without a name: all of them, then each one otherwise (DIR-07).
    void asksWithoutANameByTheChaptersKeys_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");   // empty: the key is left out
        QTest::addColumn<QString>("server");  // empty: no directory is asked
        QTest::addColumn<bool>("isEncrypted");
        QTest::addColumn<bool>("isBelowPeople");
        QTest::addColumn<QStringList>("has");
        QTest::addColumn<QStringList>("lacks");
        const QStringList own{QStringLiteral("(objectclass=inetorgperson)"),
                              QStringLiteral("(uid=lindgren*)")};
        const QStringList others{QStringLiteral("objectcategory"), QStringLiteral("mail="),
                                 QStringLiteral("sn=")};
        const QString first = QStringLiteral("slapd");
        const auto row = [](const char* name, const char* key, const char* value,
                            const QString& server, bool isEncrypted, bool isBelowPeople,
                            const QStringList& has, const QStringList& lacks) {
            QTest::newRow(name) << QString::fromLatin1(key) << QString::fromLatin1(value) << server
                                << isEncrypted << isBelowPeople << has << lacks;
        };
        row("all", "", "", first, true, true, own, others);
        row("another type", "DirectoryServerType", "UDS", {}, true, true, {}, {});
        row("another server", "BDIPrimaryServerName", "ldap2", QStringLiteral("slapd2"), true, true,
            own, others);
        row("without TLS", "BDIEnableTLS", "False", first, false, true, own, others);
        row("without base", "BDISearchBase1", "", first, true, false, own, others);
        row("filter as printed", "BDIBaseFilter", "(&amp;objectClass=inetOrgPerson)", first, true,
            true, own, others);
        row("without filter", "BDIBaseFilter", "", first, true, true,
            {QStringLiteral("objectcategory=person"), own[0], own[1]}, {others[1], others[2]});
        row("without predictive filter", "BDIPredictiveSearchFilter", "", first, true, true,
            {own[0], own[1], QStringLiteral("(mail=lindgren*)"), QStringLiteral("(sn=lindgren*)")},
            {others[0]});
    }
    void asksWithoutANameByTheChaptersKeys() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, server);
        QFETCH(bool, isEncrypted);
        QFETCH(bool, isBelowPeople);
        QFETCH(QStringList, has);
        QFETCH(QStringList, lacks);
        clients_.configure(chaptersKeys(key.toStdString(), value.toStdString()));
        const std::vector<std::pair<std::string, SlapdLog>> logs{{"slapd", log("slapd")},
                                                                 {"slapd2", log("slapd2")}};
        const auto life = clients_.signIn();
        QVERIFY(life.client->state() == ClientState::Ready);
        const auto tested = life.test("lindgren");
        QVERIFY2(!tested.error, troubleOf(tested).c_str());
        QCOMPARE(tested.kind, std::string(server.isEmpty() ? "UDS" : "LDAP"));
        for (const auto& [name, written] : logs) {
            if (name != server.toStdString()) {
                QVERIFY2(!written.searchFor("lindgren"), written.text().c_str());
                continue;
            }
            const auto search = waitedFor(written, "lindgren");
            const auto filter = QString::fromStdString(search.filter);
            for (const auto& part : has) QVERIFY2(filter.contains(part), qPrintable(filter));
            for (const auto& part : lacks) QVERIFY2(!filter.contains(part), qPrintable(filter));
            QCOMPARE(search.base, (isBelowPeople ? "ou=people," : "") + base());
            QVERIFY2(search.isEncrypted == isEncrypted, written.text().c_str());
            QVERIFY2(search.boundAs.empty(), search.boundAs.c_str());
        }
    }

private:
    /// The chapter's example for this office, with one key changed or left out.
    std::string chaptersKeys(const std::string& key, const std::string& value) const {
        std::vector<std::pair<std::string, std::string>> keys{
            {"DirectoryServerType", "BDI"},     {"BDIPrimaryServerName", "ldap1"},
            {"BDIEnableTLS", "True"},           {"BDISearchBase1", "ou=people," + base()},
            {"BDIBaseFilter", "inetOrgPerson"}, {"BDIPredictiveSearchFilter", "uid"}};
        std::string file;
        bool isOpen = false;
        for (auto& [name, usual] : keys) {
            if (name == key) usual = value;
            if (name == "BDIEnableTLS") isOpen = usual == "False";
            if (name == "BDIPrimaryServerName") usual = clients_.host(usual);
            if (!usual.empty()) file += element(name, usual);
        }
        // Ports below 1024 are not an ordinary user's: the office has others.
        return file + element("BDIServerPort1", isOpen ? "10389" : "10636");
    }
    /// Neither the log nor a file that this life leaves behind holds a password (DIR-06).
    void keepsNoSecret(DirectoryLife life) const {
        // The configuration itself is kept: this look would see a password in it.
        QTRY_VERIFY_WITH_TIMEOUT(isInFiles(life.folder, "<DirectoryServerType>BDI"), 10'000);
        std::string shown;
        const auto report = test::awaited(life.client->makeReport("The directory"));
        QVERIFY(report.has_value());
        for (const auto& file : report->files) shown += file.name + "\n" + file.text + "\n";
        QVERIFY(shown.find("<DirectoryServerType>BDI") != std::string::npos);
        life.client.reset();
        shown += linesOf(life.platform->log());
        life.platform.reset();
        for (const auto& secret : {std::string(profilePassword), std::string(filePassword),
                                   std::string(office_.password(1).reveal())}) {
            QVERIFY(shown.find(secret) == std::string::npos);
            QVERIFY(!isInFiles(life.folder, secret));
        }
    }
};

QTEST_GUILESS_MAIN(WaysTest)
#include "WaysTest.moc"
