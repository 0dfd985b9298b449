// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <functional>
#include <set>

#include "DirectoryAdministrator.h"
#include "DirectoryClients.h"
#include "RealSignIn.h"
#include "SlapdLog.h"
#include "config/Registry.h"
#include "config/Settings.h"
#include "core/text.h"
#include "directory/LdapSource.h"
#include "directory/ldap/ldapSettingsOf.h"

using namespace sidetone;
using namespace sidetone::directory;
using client::ClientState;
using Where = test::DirectoryClients::Where;

namespace {

using Keys = std::vector<std::pair<std::string, std::string>>;
enum class Act { Type, Number, Address, Photo };

/// One parameter and what the server writes down with it alone, and without it alone.
struct Row {
    std::string name;
    std::string value;
    Act act = Act::Type;
    std::string onlyWith;
    std::string onlyWithout{};
    Keys beside{};  ///< set either way
    std::string server = "slapd";
};

/// Attributes: whichever is named, it is asked for.
constexpr const char* attributeNames[] = {
    "CommonName",   "DisplayName", "Firstname",   "Lastname",        "EmailAddress", "SipUri",
    "DirectoryUri", "Title",       "CompanyName", "UserAccountName", "DomainName",   "Nickname",
    "City",         "HomePhone",   "OtherPhone",  "MobilePhone",     "BusinessPhone"};

/// Shown by other tests, by what is said to the person, or by what DNS was asked.
const std::set<std::string> elsewhere{
    "DirectoryServerType",    "PrimaryServerName",   "LdapUserDomain",
    "ConnectionPassword",     "SearchTimeout",       "MinimumCharacterQuery",
    "LdapDNSForestDomain",    "PresenceDomain",      "UseSipUriToResolveContacts",
    "PhotoUriWithToken",      "UdsServer",           "UdsPhotoUriWithToken",
    "OutsideDirectoryServer", "UseSecureConnection", "LdapSupportedMechanisms"};
/// Not read (docs/limits.md).
const std::set<std::string> unread{"GroupBaseFilter",
                                   "GroupSearchBase1",
                                   "DirectoryUriPrefix",
                                   "Country",
                                   "Location",
                                   "PostalCode",
                                   "State",
                                   "StreetAddress",
                                   "MaxWordsOfFirstName",
                                   "MaxWordsOfLastName"};

}  // namespace

/// Every parameter of the directory: set and left out, and what the office's OpenLDAP wrote down of
/// the question each time.
class ParametersTest : public QObject {
    Q_OBJECT
    test::DirectoryClients clients_;
    const test::OfficeFixture& office_ = clients_.office;
    std::unique_ptr<test::RealPorts> ports_;
    int marks_ = 0;

    [[nodiscard]] std::string base() const { return test::directoryBase(office_); }
    [[nodiscard]] std::string anna() const { return "uid=anna,ou=people," + base(); }
    [[nodiscard]] LdapSettings settingsOf(const Keys& keys) const {
        config::Settings settings;
        Keys usual{{"DirectoryServerType", "BDI"},
                   {"PrimaryServerName", clients_.host("ldap1")},
                   {"ServerPort1", "10389"}};
        for (const auto& [name, value] : usual) {
            settings.set(config::Layer::GlobalFile, name, value);
        }
        for (const auto& [name, value] : keys) {
            settings.set(config::Layer::GlobalFile, name, value);
        }
        return ldapSettingsOf(settings, {}, {},
                              {"anna", office_.domain(), core::Secret(office_.password(1))});
    }
    core::Status act(LdapSource& source, Act what) {
        const auto done = [](const auto& result) {
            return result ? core::Status() : core::Status(result.error());
        };
        if (what == Act::Type) return done(test::awaited(source.search("lindgren", 20)));
        if (what == Act::Number) return done(test::awaited(source.withNumbers({"+15550002001"})));
        if (what == Act::Address) {
            const auto address = core::Address::parse("anna@" + office_.domain());
            return done(test::awaited(source.withAddresses({*address})));
        }
        Person person;
        person.key = anna();
        return done(test::awaited(source.photo(person, {})));
    }
    /// What the server wrote down of a question by these keys, in lower case.
    std::string written(const Keys& keys, Act what, const std::string& server) {
        const auto folder = office_.folder() + "/log/";
        const test::SlapdLog log(folder + server + ".log");
        {
            LdapSource source({ports_->connections, ports_->clock}, settingsOf(keys), ports_->http);
            static_cast<void>(act(source, what));
        }
        // Its log is read when a question that came later stands in it.
        const auto mark = "mark" + std::to_string(++marks_);
        auto marking = settingsOf(
            {{"PrimaryServerName", clients_.host(server == "slapd" ? "ldap1" : "ldap2")}});
        LdapSource marker({ports_->connections, ports_->clock}, marking, ports_->http);
        static_cast<void>(test::awaited(marker.search(mark, 1)));
        for (int i = 0; i < 500 && !log.searchFor(mark); ++i) QTest::qWait(10);
        const auto text = core::lowerAscii(log.text());
        // The marker's own connection comes last.
        const auto accepted = text.rfind(" accept from ");
        return text.substr(0, text.rfind('\n', accepted));
    }
    [[nodiscard]] std::vector<Row> rows() const;
    /// The first person whom the typed words find.
    Person found(const Keys& keys) {
        LdapSource source({ports_->connections, ports_->clock}, settingsOf(keys), ports_->http);
        const auto people = test::awaited(source.search("lindgren", 20));
        return people && !people->empty() ? people->front() : Person();
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(clients_.office.start(
                     {"--people", "20", "--contacts", "0", "--with", "ldap,ldap-log,edge"}),
                 office_.failure().c_str());
        ports_ = std::make_unique<test::RealPorts>(office_);
        test::DirectoryAdministrator administrator(office_);
        const auto there = "ldap://" + clients_.host("ldap2") + ":10389/ou=people," + base();
        QCOMPARE(administrator.add("ou=elsewhere," + base(), {{"objectClass", "referral"},
                                                              {"objectClass", "extensibleObject"},
                                                              {"ou", "elsewhere"},
                                                              {"ref", there}}),
                 std::string());
    }
    void cleanup() { clients_.takeBack(); }
    void cleanupTestCase() { ports_.reset(); }

    /// A parameter that comes to the registry has to come here too.
    void noneIsMissing() {
        std::set<std::string> shown = elsewhere;
        shown.insert(unread.begin(), unread.end());
        for (const auto& row : rows()) shown.insert(row.name);
        for (const auto& parameter : config::parametersOf(config::Section::Directory)) {
            QVERIFY2(shown.contains(std::string(parameter.name)),
                     std::string(parameter.name).c_str());
        }
    }

    void isSeenOnTheWire_data() {
        QTest::addColumn<int>("at");
        int at = 0;
        for (const auto& row : rows()) QTest::newRow(row.name.c_str()) << at++;
    }
    void isSeenOnTheWire() {
        QFETCH(int, at);
        const auto row = rows()[static_cast<std::size_t>(at)];
        auto keys = row.beside;
        const auto without = written(keys, row.act, row.server);
        keys.emplace_back(row.name, row.value);
        const auto with = written(keys, row.act, row.server);
        const auto has = [](const std::string& text, const std::string& part) {
            return text.find(part) != std::string::npos;
        };
        if (!row.onlyWith.empty()) {
            QVERIFY2(has(with, row.onlyWith), (row.onlyWith + "\n" + with).c_str());
            QVERIFY2(!has(without, row.onlyWith), without.c_str());
        }
        if (!row.onlyWithout.empty()) {
            QVERIFY2(has(without, row.onlyWithout), (row.onlyWithout + "\n" + without).c_str());
            QVERIFY2(!has(with, row.onlyWithout), with.c_str());
        }
        QVERIFY(!row.onlyWith.empty() || !row.onlyWithout.empty());
    }

    /// What a parameter makes of an entry.
    void isSeenInThePerson() {
        const auto usual = found({});
        QCOMPARE(usual.address.text(), "anna@" + office_.domain());
        QVERIFY(usual.photoUrl.empty());
        QCOMPARE(found({{"PresenceDomain", "chat.example"}}).address.text(),
                 std::string("anna@chat.example"));
        const Keys photos{{"PhotoUriSubstitutionEnabled", "true"},
                          {"PhotoUriSubstitutionToken", "sAMAccountName"},
                          {"PhotoUriWithToken", "http://photos.example/sAMAccountName.jpg"}};
        QCOMPARE(found(photos).photoUrl, std::string("http://photos.example/anna.jpg"));
        const auto trouble = test::DirectoryAdministrator(office_).change(
            anna(), {{"msRTCSIP-PrimaryUserAddress", "sip:anna.sip@" + office_.domain()}});
        QVERIFY2(trouble.empty(), trouble.c_str());
        QCOMPARE(found({}).address.text(), "anna@" + office_.domain());
        QCOMPARE(found({{"UseSipUriToResolveContacts", "true"}}).address.text(),
                 "anna.sip@" + office_.domain());
    }

    void findsTheForest() {
        QVERIFY(office_.done({"dns", "set", "_gc._msdcs._tcp." + clients_.host("forest"), "SRV",
                              "1 5 3268 " + clients_.host("ldap2") + "."}));
        for (const bool hasForest : {false, true}) {
            config::Settings settings;
            if (hasForest) {
                settings.set(config::Layer::GlobalFile, "LdapDNSForestDomain",
                             clients_.host("forest"));
            }
            LdapSource source({ports_->connections, ports_->clock}, LdapSettings(), ports_->http,
                              {&ports_->resolver, &ports_->random,
                               ldapServiceNames(settings, "", office_.domain())});
            QVERIFY(test::awaited(source.search("lindgren", 20)));
            QCOMPARE(source.where(), clients_.host(hasForest ? "ldap2" : "ldap1") + ":3268");
        }
    }

    /// The chapter's two parameters of the call managers' directory.
    void asksTheCallManagerThatIsNamed() {
        const auto address = office_.insideAddress(11);
        clients_.configure("<DirectoryServerType>UDS</DirectoryServerType><UdsServer>" +
                           clients_.host("cucm1-named") + "</UdsServer>" +
                           "<UdsPhotoUriWithToken>http://photos.example/%%uid%%.jpg"
                           "</UdsPhotoUriWithToken>");
        const auto life = clients_.signIn();
        QVERIFY(life.client->state() == ClientState::Ready);
        const auto tested = life.test("okoro");
        QCOMPARE(tested.kind, std::string("UDS"));
        QCOMPARE(tested.server, clients_.host("cucm1-named") + ":8443");
        // It is not there: the home cluster's own answers.
        QVERIFY(!tested.error && !tested.people.empty());
        QCOMPARE(tested.people.front().photoUrl, std::string("http://photos.example/ben.jpg"));
    }

    /// Outside, the call managers' directory through the edge; or a directory that the organisation
    /// lets be reached, over TLS, and no other.
    void asksADirectoryFromOutside() {
        const auto place = office_.insideAddress(31);
        QVERIFY(office_.done({"dns", "set", "--outside", "ldap1", "A", place}));
        const std::string inside =
            "<DirectoryServerType>BDI</DirectoryServerType>"
            "<BDIPrimaryServerName>" +
            clients_.host("ldap2") +
            "</BDIPrimaryServerName><BDIServerPort1>10389</BDIServerPort1>";
        clients_.configure(inside);
        {
            const auto life = clients_.signIn(1, Where::Outside);
            QVERIFY(life.client->state() == ClientState::Ready);
            QCOMPARE(life.test("okoro").kind, std::string("UDS"));
        }
        const test::SlapdLog log(office_.folder() + "/log/slapd.log");
        clients_.configure(inside + "<OutsideDirectoryServer>" + clients_.host("ldap1") +
                           ":10636</OutsideDirectoryServer>");
        {
            const auto life = clients_.signIn(1, Where::Outside);
            QVERIFY(life.client->state() == ClientState::Ready);
            const auto tested = life.test("okoro");
            QVERIFY2(!tested.error, tested.error ? tested.error->sentence().c_str() : "");
            QCOMPARE(tested.kind, std::string("LDAP"));
            QCOMPARE(tested.server, clients_.host("ldap1") + ":10636 (TLS)");
            QCOMPARE(tested.people.size(), std::size_t(1));
            QTRY_VERIFY_WITH_TIMEOUT(log.searchFor("okoro").has_value(), 10'000);
            QVERIFY(log.searchFor("okoro")->isEncrypted);
        }
        // Inside, it is as it was.
        const auto life = clients_.signIn();
        QCOMPARE(life.test("okoro").server, clients_.host("ldap2") + ":10389");
    }
};

std::vector<Row> ParametersTest::rows() const {
    const auto people = "ou=people," + base();
    const auto asAnna = "bind dn=\"" + anna() + "\" mech=simple";
    const Keys enhanced{{"DirectoryServerType", "EDI"}};
    const Keys second{{"PrimaryServerName", clients_.host("nowhere")},
                      {"SecondaryServerName", clients_.host("ldap2")}};
    const Keys photos{{"PhotoUriWithToken", "http://photos.example/pager.jpg"}};
    auto tokens = photos;
    tokens.emplace_back("PhotoUriSubstitutionToken", "pager");
    auto enabled = photos;
    enabled.emplace_back("PhotoUriSubstitutionEnabled", "true");
    const auto number = [](const char* name) { return std::string("(") + name + "="; };
    std::vector<Row> all{
        {"ServerPort1", "10636", Act::Type, ":10636)", ":10389)"},
        {"SecondaryServerName",
         clients_.host("ldap2"),
         Act::Type,
         "(sn=lindgren*)",
         {},
         {{"PrimaryServerName", clients_.host("nowhere")}, {"ServerPort2", "10389"}},
         "slapd2"},
        {"ServerPort2", "10389", Act::Type, "(sn=lindgren*)", {}, second, "slapd2"},
        {"UseSSL", "false", Act::Type, {}, "tls established"},
        {"ConnectionUsername",
         anna(),
         Act::Type,
         asAnna,
         {},
         {{"ConnectionPassword", std::string(office_.password(1).reveal())}}},
        {"UseWindowsCredentials", "false", Act::Type, {}, asAnna, enhanced},
        {"LdapAnonymousBinding", "true", Act::Type, {}, asAnna, enhanced},
        {"LDAP_UseCredentialsFrom", "CUCM", Act::Type, asAnna},
        {"UseJabberCredentials", "true", Act::Type, asAnna},
        {"UseLdapReferral", "true", Act::Type, "(sn=lindgren*)", {}, {}, "slapd2"},
        {"UseANR", "true", Act::Type, "(anr=lindgren)", "(uid=lindgren*)"},
        {"BaseFilter", "(department=Office)", Act::Type, "(department=office)", "inetorgperson"},
        {"PredictiveSearchFilter", "department", Act::Type, "(department=lindgren*)",
         "(sn=lindgren*)"},
        {"UseWildcards", "true", Act::Number, number("telephonenumber") + "*550002001)"},
        {"DisableSecondaryNumberLookups", "true", Act::Number, {}, number("mobile")},
        {"PhoneNumberMasks", "+1555|+(#)*", Act::Number, "(telephonenumber=+\\281\\295550002001)"},
        {"UriPrefix", "im:", Act::Address, "=im:anna@"},
        {"PhotoUriSubstitutionEnabled", "true", Act::Type, " pager", {}, tokens},
        {"PhotoUriSubstitutionToken", "pager", Act::Type, " pager", {}, enabled},
        {"PhotoSource", "audio", Act::Photo, "attr=audio", "thumbnailphoto"}};
    for (const char* place : {"1", "2", "3", "4", "5"}) {
        all.push_back({std::string("SearchBase") + place, people, Act::Type,
                       "srch base=\"" + people, "srch base=\"" + base()});
    }
    for (const char* name : attributeNames) all.push_back({name, "pager", Act::Type, "pager"});
    return all;
}

QTEST_GUILESS_MAIN(ParametersTest)
#include "ParametersTest.moc"
