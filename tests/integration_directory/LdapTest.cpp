// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <set>

#include "DirectoryAdministrator.h"
#include "RealSignIn.h"
#include "Rows.h"
#include "core/text.h"
#include "directory/LdapSource.h"
#include "directory/ldap/ldapSettingsOf.h"
#include "directory/personText.h"

ROWS("DIR-03", "DIR-08", "DIR-18", "MSG-08");

using namespace sidetone;
using namespace sidetone::directory;
using test::RealPorts;

namespace {

/// Waits for a task's result in the event loop.
template <class T>
core::Result<T> outcome(core::Task<T> task) {
    core::Owner owner;
    std::optional<core::Result<T>> result;
    std::move(task).then(owner, [&result](core::Result<T> value) { result = std::move(value); });
    for (int i = 0; !result && i < 3000; ++i) QTest::qWait(10);
    if (!result) return core::fail(core::ErrorCode::Internal, "It never ended");
    return std::move(*result);
}

std::set<std::string> namesOf(const std::vector<Person>& people) {
    std::set<std::string> names;
    for (const auto& person : people) names.insert(person.userName);
    return names;
}

}  // namespace

/// The real OpenLDAP of the office, and what our side makes of it.
class LdapTest : public QObject {
    Q_OBJECT
private:
    static LdapServer at(const char* host, std::uint16_t port,
                         LdapSecurity security = LdapSecurity::StartTlsIfOffered) {
        return {{host + ("." + office_->domain()), port}, security};
    }
    static LdapSettings settingsFor(std::vector<LdapServer> servers) {
        LdapSettings settings;
        settings.servers = std::move(servers);
        settings.presenceDomain = office_->domain();
        return settings;
    }
    static LdapSettings usual() { return settingsFor({at("ldap1", 10389)}); }
    core::Result<std::vector<Person>> search(LdapSettings settings, const std::string& text) {
        LdapSource source({ports_->connections, ports_->clock}, std::move(settings), ports_->http);
        return outcome(source.search(text, 20));
    }
    static std::string base() { return test::directoryBase(*office_); }

    inline static std::unique_ptr<test::OfficeFixture> office_;
    std::unique_ptr<RealPorts> ports_;

private Q_SLOTS:
    void initTestCase() {
        office_ = std::make_unique<test::OfficeFixture>(SIDETONE_BIN_DIR);
        QVERIFY2(office_->start({"--people", "1500", "--with", "ldap"}),
                 office_->failure().c_str());
    }
    void init() { ports_ = std::make_unique<RealPorts>(*office_); }
    void cleanup() { ports_.reset(); }
    void cleanupTestCase() { office_.reset(); }

    void findsPeopleOnEveryPort() {
        const LdapServer servers[] = {
            at("ldap1", 10389, LdapSecurity::Plain), at("ldap1", 10389, LdapSecurity::StartTls),
            at("ldap1", 10636, LdapSecurity::Tls),   at("ldap1", 3268),
            at("ldap1", 3269, LdapSecurity::Tls),    at("ldap2", 10636, LdapSecurity::Tls),
        };
        for (const auto& server : servers) {
            const auto found = search(settingsFor({server}), "anna");
            QVERIFY2(found,
                     (server.text() + ": " + (found ? "" : found.error().sentence())).c_str());
            QVERIFY(namesOf(*found).contains("anna"));
        }
        const auto found = search(usual(), "Lindgren ann");
        QVERIFY(found && found->size() == 1);
        const auto& anna = found->front();
        QCOMPARE(anna.address.text(), "anna@" + office_->domain());
        QCOMPARE(anna.title, std::string("Demo user"));
        QCOMPARE(anna.numbers.front(), std::string("+15550002001"));
    }

    void refusesWhoeverItCannotVerify() {
        const LdapServer encrypted[] = {at("ldap1", 10636, LdapSecurity::Tls),
                                        at("ldap1", 3269, LdapSecurity::Tls),
                                        at("ldap1", 10389, LdapSecurity::StartTls)};
        for (const char* kind : {"expired", "wrong-name", "self-signed", "other-ca"}) {
            QVERIFY(office_->done({"cert", "slapd", kind}));
            RealPorts fresh(*office_);
            for (const auto& server : encrypted) {
                LdapSource source({fresh.connections, fresh.clock}, settingsFor({server}),
                                  fresh.http);
                const auto found = outcome(source.search("anna", 5));
                QVERIFY2(!found && found.error().code == core::ErrorCode::Untrusted,
                         (server.text() + " " + kind).c_str());
            }
        }
        QVERIFY(office_->done({"cert", "slapd", "good"}));
        for (const auto& server : encrypted) {
            const auto found = search(settingsFor({server}), "anna");
            QVERIFY2(found, found ? "" : found.error().sentence().c_str());
        }
    }

    void findsTheServersByDns() {
        const auto names = ldapServiceNames({}, "", office_->domain());
        LdapSource source({ports_->connections, ports_->clock}, settingsFor({}), ports_->http,
                          {&ports_->resolver, &ports_->random, names});
        const auto found = outcome(source.search("ben", 5));
        QVERIFY2(found, found ? "" : found.error().sentence().c_str());
        QVERIFY(namesOf(*found).contains("ben"));
        QCOMPARE(source.where(), "ldap1." + office_->domain() + ":3268");
        // Without catalogs the directories themselves.
        for (const char* name : {"_gc._msdcs._tcp", "_gc._tcp", "_ldap._tcp.gc._msdcs"}) {
            QVERIFY(office_->done({"dns", "unset", name, "SRV"}));
        }
        RealPorts fresh(*office_);
        LdapSource second({fresh.connections, fresh.clock}, settingsFor({}), fresh.http,
                          {&fresh.resolver, &fresh.random, names});
        QVERIFY(outcome(second.search("ben", 5)));
        QCOMPARE(second.where(), "ldap1." + office_->domain() + ":10389");
        // What nobody knows is said.
        LdapSource none({fresh.connections, fresh.clock}, settingsFor({}), fresh.http,
                        {&fresh.resolver, &fresh.random, {"_gc._tcp.nowhere.example"}});
        const auto nothing = outcome(none.search("ben", 5));
        QVERIFY(!nothing && nothing.error().code == core::ErrorCode::NotFound);
    }

    void bindsByNameAndSaysWhatIsWrong() {
        auto settings = settingsFor({at("ldap1", 10636, LdapSecurity::Tls)});
        // OpenLDAP takes no user@domain: the name is looked up first.
        settings.login = {office_->user(1), office_->password(1), true};
        const auto found = search(settings, "ben");
        QVERIFY2(found, found ? "" : found.error().sentence().c_str());
        settings.login.password = core::Secret("wrong");
        const auto refused = search(settings, "ben");
        QVERIFY(!refused && refused.error().code == core::ErrorCode::Unauthorised);
        QVERIFY(refused.error().sentence().find("did not accept") != std::string::npos);
        QVERIFY(refused.error().sentence().find("wrong") == std::string::npos);
        settings.login.password = {};
        const auto empty = search(settings, "ben");
        QVERIFY(!empty && empty.error().sentence().find("no password") != std::string::npos);
        // One's own password does not go over an open line.
        auto open = settingsFor({at("ldap1", 10389, LdapSecurity::Plain)});
        open.login = {office_->user(1), office_->password(1), true};
        const auto kept = search(open, "ben");
        QVERIFY(!kept && kept.error().code == core::ErrorCode::Untrusted);
        const auto nowhere = search(settingsFor({at("ldap1", 10999)}), "ben");
        QVERIFY(!nowhere && nowhere.error().code == core::ErrorCode::Refused);
    }

    void trustsByTheOnePolicy() {
        for (const char* kind : {"expired", "wrong-name", "self-signed", "other-ca"}) {
            QVERIFY(office_->done({"cert", "slapd", kind}));
            for (const auto& server : {at("ldap1", 10636, LdapSecurity::Tls),
                                       at("ldap1", 10389, LdapSecurity::StartTls)}) {
                const auto found = search(settingsFor({server}), "anna");
                QVERIFY2(!found && found.error().code == core::ErrorCode::Untrusted,
                         (std::string(kind) + (found ? "" : found.error().sentence())).c_str());
            }
        }
        QVERIFY(office_->done({"cert", "slapd", "good"}));
        const auto found = search(settingsFor({at("ldap1", 10636, LdapSecurity::Tls)}), "anna");
        QVERIFY2(found, found ? "" : found.error().sentence().c_str());
    }

    void goesOnWithTheNextServerInMidSearch() {
        auto settings = settingsFor({at("ldap1", 10389), at("ldap2", 10389)});
        settings.timeoutSeconds = 2;
        LdapSource source({ports_->connections, ports_->clock}, settings, ports_->http);
        QVERIFY(outcome(source.search("anna", 5)));
        QCOMPARE(source.where(), "ldap1." + office_->domain() + ":10389");
        // It holds its ports and says nothing: the search is under way when it falls silent.
        QVERIFY(office_->done({"fault", "slapd", "freeze"}));
        std::size_t count = 0;
        const auto everybody = outcome(source.everybody([&count](const Person&) { ++count; }));
        QVERIFY(office_->done({"fault", "slapd", "thaw"}));
        QVERIFY2(everybody, everybody ? "" : everybody.error().sentence().c_str());
        QCOMPARE(count, std::size_t(1502));
        QCOMPARE(source.where(), "ldap2." + office_->domain() + ":10389");
        QVERIFY(office_->done({"fault", "slapd2", "kill"}));
        const auto found = outcome(source.search("anna", 5));
        QVERIFY2(found, found ? "" : found.error().sentence().c_str());
    }

    void resolvesTheFiveFormsToOneContact() {
        LdapSource source({ports_->connections, ports_->clock}, usual(), ports_->http);
        const auto domain = office_->domain();
        // Different words for one person: the office gives all of them the same.
        change("uid=anna,ou=people," + base(), {{"userPrincipalName", "a.lindgren@" + domain},
                                                {"mail", "anna.lindgren@" + domain},
                                                {"employeeNumber", "e4711"}});
        std::vector<core::Address> forms;
        for (const char* user : {"anna", "a.lindgren", "anna.lindgren", "e4711", "+15550002001"}) {
            forms.push_back(*core::Address::parse(std::string(user) + "@" + domain));
        }
        forms.push_back(*core::Address::parse("nobody@" + domain));
        const auto matches = outcome(source.withAddresses(forms));
        QVERIFY2(matches, matches ? "" : matches.error().sentence().c_str());
        QCOMPARE(matches->size(), forms.size());
        for (std::size_t at = 0; at < 5; ++at) {
            QVERIFY2((*matches)[at].has_value(), forms[at].text().c_str());
            QCOMPARE((*matches)[at]->key, "uid=anna,ou=people," + base());
        }
        QVERIFY(!matches->back());
    }

    void resolvesNumbersInAnyNotation() {
        LdapSource source({ports_->connections, ports_->clock}, usual(), ports_->http);
        change("uid=ben,ou=people," + base(), {{"telephoneNumber", "+1 (555) 234-2002"}});
        for (const char* number :
             {"+15552342002", "0015552342002", "5552342002", "(555) 234 2002", "2342002", "2002"}) {
            const auto matches = outcome(source.withNumbers({number, "+19995550000"}));
            QVERIFY2(matches, matches ? "" : matches.error().sentence().c_str());
            QVERIFY2(matches->front().has_value(), number);
            QCOMPARE(matches->front()->userName, std::string("ben"));
            QVERIFY(!matches->back());
        }
    }

    void searchesSeveralBasesAndSaysWhatIsMissing() {
        auto settings = usual();
        settings.bases = {"ou=people," + base(), "ou=groups," + base(), "ou=people," + base()};
        settings.baseFilter = "(department=Office)";
        settings.predictive = {"uid"};
        auto found = search(settings, "ann");
        QVERIFY2(found, found ? "" : found.error().sentence().c_str());
        QCOMPARE(namesOf(*found), std::set<std::string>{"anna"});
        QCOMPARE(found->size(), std::size_t(1));
        settings.bases = {"ou=nowhere," + base()};
        found = search(settings, "ann");
        QVERIFY(!found && found.error().code == core::ErrorCode::NotFound);
        settings.bases = {"nonsense"};
        found = search(settings, "ann");
        QVERIFY(!found && found.error().sentence().find("distinguished name") != std::string::npos);
    }

    void fetchesPicturesAndNoOthers() {
        LdapSource source({ports_->connections, ports_->clock}, usual(), ports_->http);
        const auto anna = outcome(source.search("anna", 1));
        QVERIFY(anna && anna->size() == 1);
        const auto photo = outcome(source.photo(anna->front(), {}));
        QVERIFY(photo && photo->bytes.starts_with("\x89PNG"));
        // Ten megabytes, and what is no picture at all.
        change("uid=ben,ou=people," + base(),
               {{"thumbnailPhoto", "\x89PNG" + std::string(10U << 20U, 'x')}});
        const auto ben = outcome(source.search("ben", 1));
        QVERIFY(ben && !ben->empty());
        const auto large = outcome(source.photo(ben->front(), {}));
        QVERIFY(large && large->bytes.empty());
        change("uid=ben,ou=people," + base(), {{"thumbnailPhoto", "<script>"}});
        QVERIFY(outcome(source.photo(ben->front(), {}))->bytes.empty());
    }

    void harmsNothingByWhatIsTyped() {
        LdapSource source({ports_->connections, ports_->clock}, usual(), ports_->http);
        const std::string all[] = {"*",
                                   "*)(objectClass=*",
                                   "a)(|(uid=*",
                                   "\\",
                                   std::string("zq\0x", 4),
                                   "\xff\xff",
                                   "\xe2\x80\xae"
                                   "anna",
                                   "((((("};
        for (const auto& typed : all) {
            const auto found = outcome(source.search(typed, 50));
            QVERIFY2(found, found ? "" : found.error().sentence().c_str());
            QVERIFY2(found->empty(), (typed + " " + source.lastFilter()).c_str());
        }
        const auto found = outcome(source.search("\xc3\xa5", 50));
        QVERIFY(found);
    }

    /// Whatever stands in an entry becomes a short text without anything that moves a cursor.
    void harmsNothingByWhatStandsThere() {
        const std::string hostile[] = {
            "\xe2\x80\xaemoc.live",                          // turns the line round
            "Zal\xcc\xb6\xcd\x9d\xcc\xb8go",                 // marks upon marks
            "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",  // two letters that are one
            "\x1b[31mred\x07\r\nBcc: everybody",
            "<img src=x onerror=alert(1)>",
            "\xef\xbb\xbf\xe2\x80\x8b",  // nothing that is seen
            "%n%s*)(uid=*))(|(uid=*",
            std::string(100'000, 'A'),
            "\xe4\xb8\x80\xe4\xba\x8c \xd7\xa9\xd7\x9c \xd8\xa7\xd9\x84",
        };
        std::size_t number = 0;
        for (const auto& text : hostile) {
            const auto user = "hostile" + std::to_string(number++);
            add("uid=" + user + ",ou=people," + base(), {{"objectClass", "inetOrgPerson"},
                                                         {"objectClass", "user"},
                                                         {"objectCategory", "person"},
                                                         {"uid", user},
                                                         {"cn", text},
                                                         {"sn", text},
                                                         {"displayName", text},
                                                         {"title", text},
                                                         {"thumbnailPhoto", allBytes() + text}});
        }
        auto settings = usual();
        settings.bases = {"ou=people," + base()};
        auto binary = settings;
        binary.attributes.displayName = {"thumbnailPhoto"};
        for (const auto& how : {settings, binary}) {
            LdapSource source({ports_->connections, ports_->clock}, how, ports_->http);
            std::size_t seen = 0;
            const auto all = outcome(source.everybody([&](const Person& person) {
                if (!person.userName.starts_with("hostile")) return;
                ++seen;
                QVERIFY(!person.name.empty());
                for (const auto& text : {person.name, person.title}) {
                    QVERIFY(core::isValidUtf8(text) && text.size() <= 1'024);
                    QVERIFY2(std::none_of(text.begin(), text.end(),
                                          [](unsigned char c) { return c < 0x20 || c == 0x7f; }),
                             text.c_str());
                    QVERIFY2(text.find("\xe2\x80\xae") == std::string::npos, text.c_str());
                }
                // It goes into the cache and comes out as it was.
                QVERIFY(personOfText(textOf(person)) == person);
            }));
            QVERIFY2(all, all ? "" : all.error().sentence().c_str());
            QCOMPARE(seen, std::size(hostile));
        }
        LdapSource source({ports_->connections, ports_->clock}, usual(), ports_->http);
        const auto nobody = outcome(source.withNumbers(
            {"*", "+1)(uid=*", std::string("+1\0 2", 5), "\xff", "+*", std::string(5'000, '7')}));
        QVERIFY2(nobody, nobody ? "" : nobody.error().sentence().c_str());
        for (const auto& one : *nobody) QVERIFY(!one);
        for (std::size_t i = 0; i < number; ++i) {
            const auto name = "uid=hostile" + std::to_string(i) + ",ou=people," + base();
            QCOMPARE(test::DirectoryAdministrator(*office_).remove(name), std::string());
        }
    }

    void followsReferralsThatGoInCircles() {
        const std::string domain = office_->domain();
        const auto circle = "ou=circle," + base();
        add(circle, {{"objectClass", "referral"},
                     {"objectClass", "extensibleObject"},
                     {"ou", "circle"},
                     {"ref", "ldap://ldap1." + domain + ":10389/" + base()},
                     {"ref", "ldap://ldap1." + domain + ":10389/" + circle}});
        auto settings = usual();
        auto found = search(settings, "anna");
        QVERIFY(found && namesOf(*found).contains("anna"));
        settings.followsReferrals = true;
        found = search(settings, "anna");
        QVERIFY2(found, found ? "" : found.error().sentence().c_str());
        QVERIFY(namesOf(*found).contains("anna"));
    }

private:
    static std::string allBytes() {
        std::string bytes;
        for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
        return bytes;
    }
    using Values = test::DirectoryAdministrator::Values;
    static void change(const std::string& name, const Values& values) {
        const auto trouble = test::DirectoryAdministrator(*office_).change(name, values);
        QVERIFY2(trouble.empty(), trouble.c_str());
    }
    static void add(const std::string& name, const Values& values) {
        const auto trouble = test::DirectoryAdministrator(*office_).add(name, values);
        QVERIFY2(trouble.empty(), trouble.c_str());
    }
};

QTEST_GUILESS_MAIN(LdapTest)
#include "LdapTest.moc"
