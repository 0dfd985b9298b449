// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "directory/ldap/filterText.h"
#include "directory/ldap/ldapReason.h"
#include "directory/ldap/personFilters.h"
#include "directory/ldap/personOf.h"
#include "directory/ldap/referral.h"

using namespace sidetone::directory;
using sidetone::core::Address;

/// Filters: whatever is typed stays a value, and whatever administrators wrote is read.
class FilterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void escapes() {
        QCOMPARE(escapedValue("O'B*(rien)\\"), std::string("O'B\\2a\\28rien\\29\\5c"));
        QCOMPARE(escapedValue(std::string("a\0b", 3)), std::string("a\\00b"));
        QCOMPARE(escapedValue("J\xc3\xb8rgen \xf0\x9f\x99\x82"),
                 std::string("J\xc3\xb8rgen \xf0\x9f\x99\x82"));
        QCOMPARE(escapedValue("\xff"), std::string("\\ff"));
    }

    void repairsWhatManualsPrint_data() {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("read");
        const auto row = [](const char* written, const char* read) {
            QTest::newRow(written) << QString::fromLatin1(written) << QString::fromLatin1(read);
        };
        row("inetOrgPerson", "(objectClass=inetOrgPerson)");
        row(" objectClass=person ", "(objectClass=person)");
        row("(&objectClass=inetOrgPerson)", "(&(objectClass=inetOrgPerson))");
        row("(&(objectClass=inetOrgPerson)", "(&(objectClass=inetOrgPerson))");
        row("(&(objectCategory=person)(objectClass=user))",
            "(&(objectCategory=person)(objectClass=user))");
        row("(!(groupType:1.2.840.113556.1.4.803:=2147483648))",
            "(!(groupType:1.2.840.113556.1.4.803:=2147483648))");
        row("(cn=a\\zz)", "");
        row("(((", "");
        row("", "");
        row("(a=b)(c=d)", "");
    }
    void repairsWhatManualsPrint() {
        QFETCH(QString, written);
        QFETCH(QString, read);
        const auto made = repairedFilter(written.toStdString());
        QCOMPARE(QString::fromStdString(made.value_or("")), read);
    }

    void refusesEndlessDepth() {
        std::string deep;
        for (int i = 0; i < 5000; ++i) deep += "(!";
        QVERIFY(!isFilter(deep + "(a=b)" + std::string(5000, ')')));
        QVERIFY(!repairedFilter(deep));
    }

    void makesTheFilterOfWhatIsTyped() {
        LdapSettings settings;
        settings.baseFilter = "(objectClass=user)";
        QCOMPARE(typedFilter(settings, true, "ann"), std::string("(&(objectClass=user)(anr=ann))"));
        settings.ambiguous = AmbiguousNames::Never;
        QVERIFY(typedFilter(settings, true, "ann").find("(givenName=ann*)") != std::string::npos);
        QVERIFY(typedFilter(settings, true, "ann").find("anr") == std::string::npos);
        settings.predictive = {"uid"};
        QCOMPARE(typedFilter(settings, false, "a*)(uid=*"),
                 std::string("(&(objectClass=user)(uid=a\\2a\\29\\28uid=\\2a*))"));
        settings.predictive.clear();
        const auto two = typedFilter(settings, false, "john do");
        QVERIFY(two.find("(&(givenName=john*)(sn=do*))") != std::string::npos);
        QVERIFY(two.find("(&(sn=john*)(givenName=do*))") != std::string::npos);
    }

    void everyFilterIsOne() {
        LdapSettings settings;
        settings.presenceDomain = "office.example";
        settings.numbers.masks = "+1|R+1 (###) ###-####|+1|+*##";
        for (const std::string typed : {"a", "(", "*)(|", "\xff\xfe", "a b c d e f g h i", "+1 (4)",
                                        "  ", "\\", "0", "x'y\"z<>&"}) {
            QVERIFY2(isFilter(typedFilter(settings, false, typed)), typed.c_str());
            QVERIFY2(isFilter(typedFilter(settings, true, typed)), typed.c_str());
        }
        const auto address = Address::parse("2001@office.example");
        QVERIFY(isFilter(addressFilter(settings, {*address, *Address::parse("a@b.example")})));
        QVERIFY(isFilter(numberFilter(settings, {"+14085550100", "2001"})));
        QVERIFY(isFilter(anyNotationFilter(settings, {"+14085550100"})));
        QVERIFY(anyNotationFilter(settings, {"2001"}).empty());
    }

    void showsHostileEntriesAsText() {
        LdapEntry entry;
        entry.name = "uid=x";
        entry.values["displayname"] = {std::string("\xff\x00\x1b[31mEvil", 11)};
        entry.values["uid"] = {"../../etc/passwd"};
        entry.values["telephonenumber"] = {std::string(5000, '1'), "call me", "+1 555"};
        entry.values["title"] = {std::string(100'000, 'x')};
        LdapSettings settings;
        settings.presenceDomain = "office.example";
        settings.photoUrl = "https://photos.example/uid.jpg";
        settings.photoToken = "uid";
        const auto person = personOf(entry, settings);
        QVERIFY(sidetone::core::isValidUtf8(person.name));
        QVERIFY(person.name.find('\x1b') == std::string::npos);
        QVERIFY(person.title.size() <= 260);
        QCOMPARE(person.numbers, std::vector<std::string>{"+1 555"});
        QVERIFY(person.photoUrl.empty());
        QVERIFY(person.address.isEmpty());
    }

    void putsRefusalsIntoWords() {
        const auto words = ldapError("Signing in to x", 49,
                                     "80090308: LdapErr: DSID-0C09042F, AcceptSecurityContext "
                                     "error, data 532, v4563");
        QVERIFY(words.answer.find("the password has expired") != std::string::npos);
        QVERIFY(words.code == sidetone::core::ErrorCode::Unauthorised);
        QVERIFY(ldapError("x", 8, "").answer.find("encrypted") != std::string::npos);
        QVERIFY(ldapError("x", 4711, "").answer.find("4711") != std::string::npos);
    }

    void readsReferrals() {
        const LdapServer safe{{"ldap1.example", 636}, LdapSecurity::Tls};
        const auto target =
            referralTarget("ldap://LDAP2.example:3268/dc=example,dc=com??sub", safe);
        QVERIFY(target.has_value());
        QCOMPARE(target->server.endpoint.text(), std::string("ldap2.example:3268"));
        QCOMPARE(target->base, std::string("dc=example,dc=com"));
        QVERIFY(target->server.security == LdapSecurity::StartTls);
        for (const char* bad : {"http://x/", "ldap:///dc=x", "ldapi:///", "x", ""}) {
            QVERIFY2(!referralTarget(bad, safe), bad);
        }
    }
};

QTEST_GUILESS_MAIN(FilterTest)
#include "FilterTest.moc"
