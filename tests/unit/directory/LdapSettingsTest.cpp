// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "directory/ldap/ldapSettingsOf.h"

using namespace sidetone;
using namespace sidetone::directory;
using config::Layer;

/// What the organisation's words about its directory make of it.
class LdapSettingsTest : public QObject {
    Q_OBJECT
private:
    static config::Settings file(const std::vector<config::RawSetting>& values) {
        config::Settings settings;
        settings.replace(Layer::GlobalFile, values);
        return settings;
    }
    static LdapSettings made(const config::Settings& settings,
                             const config::ServiceProfile& profile = {}) {
        return ldapSettingsOf(settings, profile, {},
                              {"anna", "office.example", core::Secret("own")});
    }

private Q_SLOTS:
    void readsTheChaptersExample() {
        const auto read = made(file({{"DirectoryServerType", "BDI"},
                                     {"BDIPrimaryServerName", "11.22.33.44"},
                                     {"BDIEnableTLS", "True"},
                                     {"BDISearchBase1", "ou=people,dc=cisco,dc=com"},
                                     {"BDIBaseFilter", "(&objectClass=inetOrgPerson)"},
                                     {"BDIPredictiveSearchFilter", "uid"}}));
        QCOMPARE(read.servers.size(), std::size_t(1));
        QCOMPARE(read.servers.front().text(), std::string("11.22.33.44:636 (TLS)"));
        QCOMPARE(read.bases, std::vector<std::string>{"ou=people,dc=cisco,dc=com"});
        QCOMPARE(read.baseFilter, std::string("(&(objectClass=inetOrgPerson))"));
        QCOMPARE(read.predictive, std::vector<std::string>{"uid"});
        QVERIFY(read.login.name.empty());
        QCOMPARE(read.remarks.size(), std::size_t(1));
    }

    void choosesTheEncryptionByPortAndWord() {
        const auto of = [](const char* port, const char* ssl) {
            std::vector<config::RawSetting> values{{"PrimaryServerName", "x"},
                                                   {"ServerPort1", port}};
            if (*ssl != '\0') values.push_back({"UseSSL", ssl});
            return made(file(values)).servers.front().security;
        };
        QVERIFY(of("389", "") == LdapSecurity::StartTlsIfOffered);
        QVERIFY(of("3268", "true") == LdapSecurity::StartTls);
        QVERIFY(of("636", "") == LdapSecurity::Tls);
        QVERIFY(of("3269", "true") == LdapSecurity::Tls);
        QVERIFY(of("389", "false") == LdapSecurity::Plain);
    }

    void takesCredentialsInTheChaptersOrder() {
        const auto settings = file({{"BDIConnectionUsername", "file"},
                                    {"BDIConnectionPassword", "f"},
                                    {"PrimaryServerName", "x"}});
        config::ServiceProfile profile;
        profile.directory = {{"ldap1", 389, "TCP", ""}};
        profile.directorySettings.distinguishedName = "cn=profile";
        profile.directorySettings.password = core::Secret("p");
        QCOMPARE(made(settings, profile).login.name, std::string("cn=profile"));
        profile.directorySettings.distinguishedName.clear();
        QCOMPARE(made(settings, profile).login.name, std::string("file"));
        QCOMPARE(made(file({{"PrimaryServerName", "x"}}), profile).login.name, std::string());
        profile.directorySettings.useUserCredential = true;
        const auto own = made(settings, profile).login;
        QCOMPARE(own.name, std::string("anna@office.example"));
        QVERIFY(own.isPersonal);
    }

    /// The enhanced integration is asked as whoever is signed in (DIR-02).
    void asksAnEnhancedDirectoryByOnesOwnAccount() {
        const auto login = [](std::vector<config::RawSetting> values) {
            values.push_back({"DirectoryServerType", "EDI"});
            return made(file(values)).login;
        };
        const auto own = login({});
        QCOMPARE(own.name, std::string("anna@office.example"));
        QCOMPARE(own.password.reveal(), std::string("own"));
        QVERIFY(own.isPersonal);
        QCOMPARE(login({{"ConnectionUsername", "cn=shared"}}).name, std::string("cn=shared"));
        QVERIFY(!login({{"ConnectionUsername", "cn=shared"}}).isPersonal);
        QVERIFY(login({{"UseWindowsCredentials", "0"}}).name.empty());
        QVERIFY(login({{"UseWindowCredentials", "0"}}).name.empty());
        QVERIFY(login({{"LdapAnonymousBinding", "true"}}).name.empty());
        // Whoever signed on in the browser has no password to give.
        const auto browser = ldapSettingsOf(file({{"DirectoryServerType", "EDI"}}), {}, {},
                                            {"anna", "office.example", {}});
        QVERIFY(browser.login.name.empty());
        for (const char* type : {"BDI", "LDAP"}) {
            QVERIFY(made(file({{"DirectoryServerType", type}})).login.name.empty());
        }
    }

    /// Each of the chapter's keys for asking without a name, and what is without it (DIR-07).
    void takesEachKeyOfTheChapter() {
        const std::vector<config::RawSetting> chapter{
            {"DirectoryServerType", "BDI"},
            {"BDIPrimaryServerName", "ldap1"},
            {"BDIEnableTLS", "True"},
            {"BDISearchBase1", "ou=people,dc=cisco,dc=com"},
            {"BDIBaseFilter", "(&objectClass=inetOrgPerson)"},
            {"BDIPredictiveSearchFilter", "uid"}};
        const auto without = [&](const std::string& name) {
            auto rest = chapter;
            std::erase_if(rest, [&](const auto& one) { return one.name == name; });
            return file(rest);
        };
        QVERIFY(wantedSource(file(chapter), {}, false) == ContactSourceKind::Ldap);
        QVERIFY(wantedSource(without("DirectoryServerType"), {}, false) == ContactSourceKind::Ldap);
        auto asUds = chapter;
        asUds.front().value = "UDS";
        QVERIFY(wantedSource(file(asUds), {}, false) == ContactSourceKind::Uds);
        QVERIFY(made(without("BDIPrimaryServerName")).servers.empty());
        auto open = chapter;
        open[2].value = "False";
        QCOMPARE(made(file(open)).servers.front(),
                 (LdapServer{{"ldap1", 389}, LdapSecurity::Plain}));
        QCOMPARE(made(file(chapter)).servers.front(),
                 (LdapServer{{"ldap1", 636}, LdapSecurity::Tls}));
        QVERIFY(made(without("BDISearchBase1")).bases.empty());
        QVERIFY(made(without("BDIBaseFilter")).baseFilter.empty());
        QVERIFY(made(without("BDIPredictiveSearchFilter")).predictive.empty());
        for (const auto& one : chapter) QVERIFY(made(without(one.name)).login.name.empty());
    }

    void asksOutsideTheCallManagerAlone() {
        const auto settings = file({{"DirectoryServerType", "LDAP"}});
        QVERIFY(wantedSource(settings, {}, false) == ContactSourceKind::Ldap);
        QVERIFY(wantedSource(settings, {}, true) == ContactSourceKind::Uds);
        QVERIFY(wantedSource(file({{"DirectoryServerType", "UDS"}}), {}, false) ==
                ContactSourceKind::Uds);
        QVERIFY(wantedSource({}, {}, false) == ContactSourceKind::Uds);
    }

    /// Unless a directory is named that can be reached there: that one alone, over TLS.
    void asksOutsideTheDirectoryThatIsNamed() {
        auto keys = std::vector<config::RawSetting>{{"DirectoryServerType", "UDS"},
                                                    {"PrimaryServerName", "ldap1"},
                                                    {"BDIEnableTLS", "False"},
                                                    {"UseLdapReferral", "true"},
                                                    {"OutsideDirectoryServer", "open.example"}};
        QVERIFY(wantedSource(file(keys), {}, true) == ContactSourceKind::Ldap);
        QVERIFY(wantedSource(file(keys), {}, false) == ContactSourceKind::Uds);
        const auto outside = [&] {
            auto ldap = made(file(keys));
            keepToOutsideServer(file(keys), ldap);
            return ldap;
        };
        QCOMPARE(outside().servers.size(), std::size_t(1));
        QCOMPARE(outside().servers[0], (LdapServer{{"open.example", 636}, LdapSecurity::Tls}));
        QVERIFY(!outside().followsReferrals);
        keys.back().value = "open.example:10636";
        QCOMPARE(outside().servers[0], (LdapServer{{"open.example", 10636}, LdapSecurity::Tls}));
        keys.back().value = "open.example:nonsense";
        QCOMPARE(outside().servers[0], (LdapServer{{"open.example", 636}, LdapSecurity::Tls}));
    }

    /// The workstation's domain, what the file says, what was typed: in this order (DIR-04).
    void findsTheDomainAsTheChapterSays_data() {
        QTest::addColumn<QString>("workstation");
        QTest::addColumn<QString>("userDomain");
        QTest::addColumn<QString>("forest");
        QTest::addColumn<QString>("catalogs");
        QTest::addColumn<QString>("directories");
        const auto row = [](const char* name, const char* workstation, const char* userDomain,
                            const char* forest, const char* catalogs, const char* directories) {
            QTest::newRow(name) << QString::fromLatin1(workstation)
                                << QString::fromLatin1(userDomain) << QString::fromLatin1(forest)
                                << QString::fromLatin1(catalogs)
                                << QString::fromLatin1(directories);
        };
        row("all three", "WS.Example", "set.example", "", "ws.example", "ws.example");
        row("workstation", "ws.example", "", "", "ws.example", "ws.example");
        row("file", "", "set.example", "", "set.example", "set.example");
        row("blank workstation", "  ", "set.example", "", "set.example", "set.example");
        row("mail", "", "", "", "mail.example", "mail.example");
        row("child", "child.mail.example", "", "", "child.mail.example", "child.mail.example");
        row("child of a forest", "child.mail.example", "", "mail.example", "mail.example",
            "child.mail.example");
    }
    void findsTheDomainAsTheChapterSays() {
        QFETCH(QString, workstation);
        QFETCH(QString, userDomain);
        QFETCH(QString, forest);
        QFETCH(QString, catalogs);
        QFETCH(QString, directories);
        const auto settings = file({{"LdapUserDomain", userDomain.toStdString()},
                                    {"LdapDNSForestDomain", forest.toStdString()}});
        const auto names = ldapServiceNames(settings, workstation.toStdString(), "mail.example");
        QCOMPARE(names.size(), std::size_t(6));
        QCOMPARE(names[0], "_gc._msdcs._tcp." + catalogs.toStdString());
        QCOMPARE(names[3], "_ldap._msdcs._tcp." + directories.toStdString());
    }

    void asksNobodyWithoutADomain() { QVERIFY(ldapServiceNames({}, "", "").empty()); }

    /// Out of the trap of a child's domain: a server that has a name is not looked for (DIR-04).
    void takesTheNamedServerBeforeAnyDomain() {
        const auto read = made(file({{"DirectoryServerType", "EDI"},
                                     {"PrimaryServerName", "dc1.parent.example"},
                                     {"ServerPort1", "3269"},
                                     {"LdapUserDomain", "child.parent.example"}}));
        QCOMPARE(read.servers.size(), std::size_t(1));
        QCOMPARE(read.servers.front().text(), std::string("dc1.parent.example:3269 (TLS)"));
        QVERIFY(made(file({{"DirectoryServerType", "EDI"}})).servers.empty());
    }
};

QTEST_GUILESS_MAIN(LdapSettingsTest)
#include "LdapSettingsTest.moc"
