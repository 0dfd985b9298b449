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

    void asksOutsideTheCallManagerAlone() {
        const auto settings = file({{"DirectoryServerType", "LDAP"}});
        QVERIFY(wantedSource(settings, {}, false) == ContactSourceKind::Ldap);
        QVERIFY(wantedSource(settings, {}, true) == ContactSourceKind::Uds);
        QVERIFY(wantedSource(file({{"DirectoryServerType", "UDS"}}), {}, false) ==
                ContactSourceKind::Uds);
        QVERIFY(wantedSource({}, {}, false) == ContactSourceKind::Uds);
    }

    void findsTheDomainAsTheChapterSays() {
        const auto first = [](const config::Settings& settings, const char* workstation) {
            return ldapServiceNames(settings, workstation, "mail.example").front();
        };
        const auto named = file({{"LdapUserDomain", "set.example"}});
        QCOMPARE(first(named, "WS.example"), std::string("_gc._msdcs._tcp.ws.example"));
        QCOMPARE(first(named, ""), std::string("_gc._msdcs._tcp.set.example"));
        QCOMPARE(first({}, ""), std::string("_gc._msdcs._tcp.mail.example"));
        const auto names = ldapServiceNames({}, "", "mail.example");
        QCOMPARE(names[3], std::string("_ldap._msdcs._tcp.mail.example"));
    }
};

QTEST_GUILESS_MAIN(LdapSettingsTest)
#include "LdapSettingsTest.moc"
