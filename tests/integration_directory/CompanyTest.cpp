// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <map>
#include <set>

#include "Company.h"
#include "DirectoryAdministrator.h"
#include "DirectoryClients.h"
#include "RealSignIn.h"
#include "Rows.h"
#include "SlapdLog.h"
#include "StoreFixture.h"
#include "VirtualClock.h"
#include "directory/CachedSource.h"
#include "directory/LdapSource.h"
#include "directory/UdsSource.h"

ROWS("DIR-01", "DIR-09", "DIR-11", "DIR-12", "DIR-13", "DIR-14", "NONE-10");

using namespace sidetone;
using namespace sidetone::directory;
using client::ClientState;
using test::Employee;
using Where = test::DirectoryClients::Where;

namespace {

constexpr std::size_t count = 40'000;

std::string element(const std::string& name, const std::string& value) {
    return "<" + name + ">" + value + "</" + name + ">";
}

bool has(const std::vector<Person>& people, const std::string& user) {
    return std::any_of(people.begin(), people.end(),
                       [&](const Person& one) { return one.userName == user; });
}

std::size_t occurrences(const std::string& text, const std::string& part) {
    std::size_t all = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++all;
    return all;
}

}  // namespace

/// A company of 40,000, half of them at home in each of two clusters, in the office's OpenLDAP and
/// in its call managers' directories.
class CompanyTest : public QObject {
    Q_OBJECT

    test::DirectoryClients clients_;
    const test::OfficeFixture& office_ = clients_.office;
    std::unique_ptr<test::RealPorts> ports_;
    test::StoreFixture storeFixture_;
    std::unique_ptr<store::Store> store_;
    std::vector<Employee> company_;

    [[nodiscard]] LdapSettings ldapSettings() const {
        LdapSettings settings;
        settings.servers = {{{clients_.host("ldap1"), 10389}, LdapSecurity::StartTls}};
        settings.presenceDomain = office_.domain();
        settings.timeoutSeconds = 30;
        return settings;
    }
    [[nodiscard]] std::unique_ptr<ContactSource> ldap() {
        return std::make_unique<LdapSource>(LdapPorts{ports_->connections, ports_->clock},
                                            ldapSettings(), ports_->http);
    }
    [[nodiscard]] std::unique_ptr<ContactSource> uds(const std::string& node = "cucm1") {
        UdsAccess access;
        access.servers = {{clients_.host(node), 8443}};
        access.presenceDomain = office_.domain();
        return std::make_unique<UdsSource>(ports_->http, std::move(access));
    }
    [[nodiscard]] core::Address addressOf(const Employee& one) const {
        return *core::Address::parse(one.id + "@" + office_.domain());
    }
    /// Every so many, from all over the company.
    [[nodiscard]] std::vector<Employee> sample(std::size_t many) const {
        std::vector<Employee> some;
        for (std::size_t i = 0; i < many; ++i) some.push_back(company_[i * 7919 % count]);
        return some;
    }
    /// A source that has read everybody, into a store of its own.
    [[nodiscard]] std::unique_ptr<CachedSource> whole(std::unique_ptr<ContactSource> from,
                                                      core::Clock& clock) {
        auto fresh =
            std::make_unique<CachedSource>(std::move(from), *store_, clock, office_.domain());
        const auto read = test::awaited(fresh->readEverybody());
        return read ? std::move(fresh) : nullptr;
    }
    void openStore() {
        store_.reset();
        std::filesystem::remove_all(storeFixture_.file.parent_path());
        store_ = std::move(storeFixture_.open().value());
    }
    /// Searches that the directory wrote down, and requests that a call manager did.
    [[nodiscard]] std::size_t searchesIn(const test::SlapdLog& log) const {
        return occurrences(log.text(), " SRCH base=\"");
    }
    [[nodiscard]] std::size_t udsRequests(const std::string& part = "contracts") const {
        std::ifstream file(office_.folder() + "/log/" + part + ".log");
        const std::string all{std::istreambuf_iterator<char>(file), {}};
        return occurrences(all, "GET /cucm-uds/users 200");
    }
    void resolvesAll(ContactSource& source, const std::vector<std::string>& numbers,
                     const std::string& user) {
        const auto found = test::awaited(source.withNumbers(numbers));
        QVERIFY(found && found->size() == numbers.size());
        for (std::size_t at = 0; at < numbers.size(); ++at) {
            QVERIFY2((*found)[at] && (*found)[at]->userName == user,
                     (source.where() + " " + numbers[at] + " " + user).c_str());
        }
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(clients_.office.start({"--people", std::to_string(count), "--contacts", "0",
                                        "--with", "second-cluster,edge,ldap-log"}),
                 office_.failure().c_str());
        company_ = test::companyOf(office_);
        QCOMPARE(company_.size(), count);
        ports_ = std::make_unique<test::RealPorts>(office_);
    }
    void init() { openStore(); }
    void cleanup() { clients_.takeBack(); }
    void cleanupTestCase() { store_.reset(); }

    /// The directory's entries, with Active Directory's names, are people as the office made them.
    void readsEverybodyFromTheDirectory() {
        std::map<std::string, Person> people;
        const auto read = test::awaited(ldap()->everybody(
            [&people](const Person& person) { people[person.userName] = person; }));
        QVERIFY2(read, read ? "" : read.error().sentence().c_str());
        QCOMPARE(people.size(), count + 3);
        for (const auto& one : company_) {
            const auto& person = people[one.id];
            QCOMPARE(person.name, one.name);
            QCOMPARE(person.address, addressOf(one));
            QCOMPARE(person.mail, one.mail);
            QCOMPARE(person.principalName, one.id + "@" + office_.domain());
            QCOMPARE(person.sipAddress, one.id + "@" + office_.domain());
            QCOMPARE(person.title, one.title);
            QCOMPARE(person.department, one.department);
            QCOMPARE(person.numbers,
                     (std::vector<std::string>{one.outside, one.mobile, one.extension}));
        }
    }

    /// The client with what administrators write for each kind of directory (DIR-01).
    void asksEachKindOfDirectory_data() {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("onTheWire");
        const auto text = [](const std::string& one) { return QString::fromStdString(one); };
        QTest::newRow("Active Directory")
            << text(element("BDIBaseFilter", "(&amp;(objectCategory=person)(objectClass=user))") +
                    element("UseANR", "true"))
            << QStringLiteral("last") << QStringLiteral("(anr=");
        QTest::newRow("AD LDS") << text(element("BDIBaseFilter", "(&amp;(objectClass=user))") +
                                        element("UseANR", "false") +
                                        element("BDIPredictiveSearchFilter",
                                                "sAMAccountName,displayName") +
                                        element("BDIUserAccountName", "sAMAccountName"))
                                << QStringLiteral("id") << QStringLiteral("(samaccountname=");
        QTest::newRow("OpenLDAP") << text(element("BDILDAPServerType", "OpenLDAP") +
                                          element("BDIBaseFilter", "inetOrgPerson") +
                                          element("BDIPredictiveSearchFilter", "uid") +
                                          element("BDIUserAccountName", "uid"))
                                  << QStringLiteral("id") << QStringLiteral("(uid=");
    }
    void asksEachKindOfDirectory() {
        QFETCH(QString, keys);
        QFETCH(QString, typed);
        QFETCH(QString, onTheWire);
        clients_.configure(element("DirectoryServerType", "BDI") +
                           element("BDIPrimaryServerName", clients_.host("ldap1")) +
                           element("BDIServerPort1", "10389") +
                           element("BDISearchBase1", "ou=people," + test::directoryBase(office_)) +
                           keys.toStdString());
        const auto life = clients_.signIn();
        QVERIFY(life.client->state() == ClientState::Ready);
        const auto& one = company_[31'234];
        const test::SlapdLog log(office_.folder() + "/log/slapd.log");
        const bool byId = typed == QLatin1String("id");
        const auto tested = life.test(byId ? one.id : "okoro");
        QVERIFY2(!tested.error, tested.error ? tested.error->sentence().c_str() : "");
        QCOMPARE(tested.kind, std::string("LDAP"));
        QVERIFY2(has(tested.people, byId ? one.id : "ben"), tested.asked.c_str());
        QTRY_VERIFY2_WITH_TIMEOUT(log.searchFor(onTheWire.toStdString()), log.text().c_str(),
                                  10'000);
        for (const auto& who : {one.id + "@" + office_.domain(), one.outside, one.extension}) {
            const auto person = test::awaited(life.client->people()->resolve(who));
            QVERIFY2(person && *person, who.c_str());
            QCOMPARE((*person)->name, one.name);
            QCOMPARE((*person)->userName, one.id);
        }
    }

    /// Nothing is set but that there is a directory; inside it is asked, outside the call manager
    /// is, and numbers are known however they are written (NONE-10, DIR-09).
    void knowsNumbersInAnyFormInsideAndOutside_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<bool>("isOutside");
        QTest::addColumn<QString>("kind");
        QTest::newRow("LDAP inside") << QStringLiteral("EDI") << false << QStringLiteral("LDAP");
        QTest::newRow("UDS inside") << QStringLiteral("UDS") << false << QStringLiteral("UDS");
        QTest::newRow("LDAP wanted, outside")
            << QStringLiteral("EDI") << true << QStringLiteral("UDS");
        QTest::newRow("UDS outside") << QStringLiteral("UDS") << true << QStringLiteral("UDS");
    }
    void knowsNumbersInAnyFormInsideAndOutside() {
        QFETCH(QString, type);
        QFETCH(bool, isOutside);
        QFETCH(QString, kind);
        // Numbers in other notations cost the directory a look through everybody.
        clients_.configure(element("DirectoryServerType", type.toStdString()) +
                           element("SearchTimeout", "30"));
        const auto life = clients_.signIn(1, isOutside ? Where::Outside : Where::Inside);
        QVERIFY(life.client->state() == ClientState::Ready);
        const test::SlapdLog log(office_.folder() + "/log/slapd.log");
        const auto asked = udsRequests();
        for (const auto& one : sample(2)) {
            const auto tested = life.test(one.id);
            QVERIFY2(!tested.error, tested.error ? tested.error->sentence().c_str() : "");
            QCOMPARE(tested.kind, kind.toStdString());
            QVERIFY(has(tested.people, one.id));
            const auto named = life.test(one.name);
            QVERIFY(!named.people.empty());
            QCOMPARE(named.people.front().name, one.name);
            // A call manager tells of the extension and the mobile phone alone.
            for (const auto& number : one.sixForms(one.mobile)) {
                const auto person = test::awaited(life.client->people()->resolve(number));
                QVERIFY2(person && *person, number.c_str());
                QCOMPARE((*person)->userName, one.id);
            }
        }
        const bool isLdap = kind == QLatin1String("LDAP");
        QCOMPARE(udsRequests() > asked, !isLdap);
        QCOMPARE(searchesIn(log) > 0, isLdap);
    }

    /// All of them, in six forms each, from what this computer keeps: nobody is asked (DIR-14).
    void knowsAllNumbersInAllFormsFromTheCache_data() {
        QTest::addColumn<bool>("isLdap");
        QTest::newRow("LDAP") << true;
        QTest::newRow("UDS") << false;
    }
    void knowsAllNumbersInAllFormsFromTheCache() {
        QFETCH(bool, isLdap);
        const auto source = whole(isLdap ? ldap() : uds(), ports_->clock);
        QVERIFY(source);
        const test::SlapdLog log(office_.folder() + "/log/slapd.log");
        const auto asked = udsRequests();
        static constexpr std::size_t atOnce = 4'000;
        for (std::size_t first = 0; first < count; first += atOnce) {
            std::vector<std::string> numbers;
            for (std::size_t i = first; i < first + atOnce; ++i) {
                const auto& one = company_[i];
                for (auto& form : one.sixForms(isLdap ? one.outside : one.mobile)) {
                    numbers.push_back(std::move(form));
                }
            }
            const auto found = test::awaited(source->withNumbers(numbers));
            QVERIFY(found && found->size() == 6 * atOnce);
            for (std::size_t at = 0; at < numbers.size(); ++at) {
                QVERIFY2((*found)[at], numbers[at].c_str());
                QCOMPARE((*found)[at]->userName, company_[first + at / 6].id);
            }
        }
        QCOMPARE(udsRequests(), asked);
        QCOMPARE(searchesIn(log), std::size_t(0));
        // Nobody else's number is taken for one of theirs.
        const auto none = test::awaited(source->withNumbers({"+15559999999", "999999"}));
        QVERIFY(none && !none->front() && !none->back());
    }

    /// The same on the wire, for some of them: the normaliser and the filters (NONE-10).
    void knowsNumbersOnTheWire() {
        const auto directory = ldap();
        const auto first = uds();
        const auto second = uds("cucm-b1");
        for (auto* source : {directory.get(), first.get(), second.get()}) {
            const bool isLdap = source == directory.get();
            for (const auto& one : sample(isLdap ? 5 : 8)) {
                resolvesAll(*source, one.sixForms(isLdap ? one.outside : one.mobile), one.id);
                if (QTest::currentTestFailed()) return;
            }
        }
    }

    /// All 40,000 are in both clusters, wherever they are at home (DIR-13).
    void knowsEverybodyInBothClusters() {
        const auto ofSecond = std::count_if(company_.begin(), company_.end(),
                                            [](const auto& one) { return one.cluster == "b"; });
        QCOMPARE(static_cast<std::size_t>(ofSecond), count / 2);
        std::vector<core::Address> addresses;
        for (const auto& one : company_) addresses.push_back(addressOf(one));
        for (const std::string node : {"cucm1", "cucm-b1"}) {
            openStore();
            const auto asked = udsRequests(node == "cucm1" ? "contracts" : "cluster-b");
            const auto source = whole(uds(node), ports_->clock);
            QVERIFY(source);
            const auto found = test::awaited(source->withAddresses(addresses));
            QVERIFY(found && found->size() == count);
            for (std::size_t at = 0; at < count; ++at) {
                QVERIFY2((*found)[at], company_[at].id.c_str());
                QCOMPARE((*found)[at]->userName, company_[at].id);
                QCOMPARE((*found)[at]->name, company_[at].name);
            }
            // In pages of 500, and by nobody else.
            QTRY_COMPARE_WITH_TIMEOUT(udsRequests(node == "cucm1" ? "contracts" : "cluster-b"),
                                      asked + (count + 3 + 499) / 500, 10'000);
            // One by one, from nothing.
            const auto bare = uds(node);
            for (const auto& one : sample(20)) {
                const auto one1 = test::awaited(bare->withAddresses({addressOf(one)}));
                QVERIFY(one1 && one1->front());
                QCOMPARE(one1->front()->userName, one.id);
            }
        }
    }

    /// Whoever is at home in one cluster finds those of the other, at their own call manager.
    void findsPeopleOfTheOtherCluster_data() {
        QTest::addColumn<int>("user");
        QTest::addColumn<QString>("node");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("first") << 1 << QStringLiteral("cucm1") << QStringLiteral("b");
        QTest::newRow("second") << 3 << QStringLiteral("cucm-b1") << QString();
    }
    void findsPeopleOfTheOtherCluster() {
        QFETCH(int, user);
        QFETCH(QString, node);
        QFETCH(QString, wanted);
        const auto life = clients_.signIn(user);
        QVERIFY(life.client->state() == ClientState::Ready);
        int seen = 0;
        for (const auto& one : sample(20)) {
            if (one.cluster != wanted.toStdString()) continue;
            ++seen;
            const auto tested = life.test(one.id);
            QVERIFY2(has(tested.people, one.id), tested.server.c_str());
            QCOMPARE(tested.server, clients_.host(node.toStdString()) + ":8443");
            const auto person = test::awaited(life.client->people()->resolve(one.mobile));
            QVERIFY(person && *person);
            QCOMPARE((*person)->userName, one.id);
        }
        QVERIFY(seen > 5);
    }

    /// Typed letter by letter (DIR-12). With everybody on this computer nobody is asked at all;
    /// what is shown only grows, and is the same the next time.
    void findsWhileTypingWithoutAsking() {
        clients_.configure(element("DirectoryServerType", "EDI") +
                           element("LocalDirectoryIndex", "true"));
        const auto life = clients_.signIn();
        QVERIFY(life.client->state() == ClientState::Ready);
        const auto some = sample(60);
        std::size_t next = 0;
        const auto knowsEverybody = [&] {
            const test::SlapdLog log(office_.folder() + "/log/slapd.log");
            const auto found = typed(life, some[next++ % some.size()].id);
            QTest::qWait(50);
            return !found.empty() && searchesIn(log) == 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(knowsEverybody(), 30'000);
        const test::SlapdLog log(office_.folder() + "/log/slapd.log");
        for (const auto& one : sample(15)) {
            std::vector<std::string> last;
            for (std::size_t length = 1; length <= one.id.size(); ++length) {
                last = typed(life, one.id.substr(0, length));
                if (QTest::currentTestFailed()) return;
                QVERIFY2(!last.empty(), one.id.c_str());
                QCOMPARE(typed(life, one.id.substr(0, length)), last);
            }
            QCOMPARE(last, std::vector<std::string>{one.id});
        }
        QCOMPARE(searchesIn(log), std::size_t(0));
    }

    /// Without: one search a letter from the third on, and none once all of an answer is known.
    void asksNoMoreThanOnceALetter() {
        clients_.configure(element("DirectoryServerType", "EDI"));
        const auto life = clients_.signIn();
        QVERIFY(life.client->state() == ClientState::Ready);
        static_cast<void>(typed(life, "okoro"));
        // What was asked, and whether that was all: a hundred people an answer.
        std::map<std::string, bool> answers;
        std::size_t letters = 0;
        std::size_t asked = 0;
        for (const auto& one : sample(8)) {
            const test::SlapdLog log(office_.folder() + "/log/slapd.log");
            std::size_t wanted = 0;
            for (std::size_t length = 1; length <= one.id.size(); ++length) {
                const auto text = one.id.substr(0, length);
                const auto found = typed(life, text);
                if (QTest::currentTestFailed()) return;
                if (length < 3) continue;
                QVERIFY(!found.empty());
                ++letters;
                bool isKnown = answers.contains(text);
                for (std::size_t part = 1; part < length; ++part) {
                    const auto earlier = answers.find(text.substr(0, part));
                    isKnown |= earlier != answers.end() && earlier->second;
                }
                if (isKnown) continue;
                ++wanted;
                answers[text] = howMany(text) < 100;
            }
            QTRY_COMPARE_WITH_TIMEOUT(searchesIn(log), wanted, 10'000);
            asked += wanted;
        }
        qInfo("%zu searches for %zu letters", asked, letters);
        QVERIFY(2 * asked < letters);
    }

    /// What one person's client asks of the call manager in an hour, with the cache and without, as
    /// the call manager counts it (DIR-11).
    void askTheCallManagerHalfAsOften() {
        test::VirtualClock clock;
        // The call manager writes a line for each request.
        const auto counted = [this](std::size_t before, const ContactSource& source) {
            const auto sent = static_cast<const UdsSource&>(source).requests();
            const auto isWritten = [&] { return udsRequests() - before >= sent; };
            static_cast<void>(QTest::qWaitFor(isWritten, 10'000));
            return udsRequests() - before;
        };
        auto before = udsRequests();
        const auto bare = uds();
        const auto without = hour(clock, *bare, nullptr);
        const auto plain = counted(before, *bare);
        before = udsRequests();
        auto behind = uds();
        const auto& asked = *behind;
        CachedSource cached(std::move(behind), *store_, clock, office_.domain());
        const auto with = hour(clock, cached, &cached);
        const auto saving = counted(before, asked);
        qInfo("requests in an hour: %zu without the cache, %zu with it", plain, saving);
        QCOMPARE(with, without);
        QVERIFY(saving > 0);
        QVERIFY2(2 * saving <= plain, std::to_string(saving).c_str());
    }

private:
    static constexpr std::size_t limit = 20;

    /// How many people a directory has for these letters.
    [[nodiscard]] std::size_t howMany(const std::string& text) const {
        const auto begins = [&text](const std::string& word) {
            return core::lowerAscii(word).starts_with(text);
        };
        return static_cast<std::size_t>(
            std::count_if(company_.begin(), company_.end(), [&](const Employee& one) {
                const auto space = one.name.find(' ');
                return begins(one.id) || begins(one.name) || begins(one.name.substr(space + 1));
            }));
    }
    /// A working hour: signed in twice, with 30 contacts; eight searches for five people, typed
    /// letter by letter; a call or a message every three minutes from one of eight.
    std::vector<std::string> hour(test::VirtualClock& clock, ContactSource& source,
                                  CachedSource* cache) {
        std::vector<std::string> result;
        const auto people = sample(38);
        std::vector<core::Address> contacts;
        for (std::size_t i = 8; i < people.size(); ++i) contacts.push_back(addressOf(people[i]));
        static constexpr std::size_t searched[] = {0, 1, 0, 2, 3, 1, 4, 0};
        const auto note = [&result](const core::Result<ContactSource::Matches>& found) {
            if (!found) return;
            for (const auto& one : *found) result.push_back(one ? one->userName : "nobody");
        };
        const auto take = [&result](const std::vector<Person>& found) {
            result.push_back(found.empty() ? "nobody" : found.front().userName);
        };
        for (int minute = 0; minute < 60; ++minute) {
            if (minute % 30 == 0) note(test::awaited(source.withAddresses(contacts)));
            if (minute % 3 == 1) {
                const auto& caller = people[static_cast<std::size_t>(minute / 3) % 8];
                note(test::awaited(source.withNumbers({caller.mobile})));
            }
            if (minute % 7 == 2 && minute / 7 < 8) {
                const auto& wanted = people[searched[minute / 7]].id;
                for (std::size_t length = 3; length <= wanted.size(); ++length) {
                    const auto text = wanted.substr(0, length);
                    if (cache == nullptr || !cache->knowsAnswer(text, limit)) {
                        const auto found = test::awaited(source.search(text, limit));
                        if (found && length == wanted.size() && cache == nullptr) take(*found);
                    }
                }
                if (cache != nullptr) take(cache->known(wanted, limit));
            }
            clock.advance(std::chrono::minutes(1));
        }
        return result;
    }
    /// What the window's search shows in the end: user names. Whoever is shown stays where they are
    /// while more comes.
    std::vector<std::string> typed(const test::DirectoryLife& life, const std::string& text) {
        std::vector<std::vector<std::string>> lists;
        const auto names = [](const FoundPeople& found) {
            std::vector<std::string> all;
            for (const auto& one : found.people) all.push_back(one.key);
            return all;
        };
        const auto found = test::awaited(life.client->people()->search(
            text, limit, [&](const FoundPeople& now) { lists.push_back(names(now)); }));
        for (std::size_t at = 1; at < lists.size(); ++at) {
            const auto& earlier = lists[at - 1];
            if (earlier.size() > lists[at].size() ||
                !std::equal(earlier.begin(), earlier.end(), lists[at].begin())) {
                QTest::qFail("Somebody moved in the list", __FILE__, __LINE__);
            }
        }
        std::vector<std::string> users;
        if (!found) return users;
        for (const auto& one : found->people) users.push_back(one.userName);
        return users;
    }
};

QTEST_GUILESS_MAIN(CompanyTest)
#include "CompanyTest.moc"
