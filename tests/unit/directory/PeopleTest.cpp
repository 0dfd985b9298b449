// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/Random.h"
#include "directory/PeopleIndex.h"
#include "directory/Resolver.h"
#include "directory/SearchMemory.h"
#include "directory/numberForms.h"
#include "directory/personText.h"

using namespace sidetone;
using namespace sidetone::directory;

namespace {

core::Address addressOf(const std::string& text) {
    return core::Address::parse(text).value_or(core::Address());
}

Person personOf(const std::string& name, const std::string& user,
                std::vector<std::string> numbers = {}) {
    Person person;
    person.name = name;
    person.userName = user;
    person.address = addressOf(user + "@office.example");
    person.mail = user + "@office.example";
    person.key = "uid=" + user;
    person.numbers = std::move(numbers);
    return person;
}

std::vector<std::string> namesOf(const std::vector<Person>& people) {
    std::vector<std::string> names;
    for (const auto& person : people) names.push_back(person.name);
    return names;
}

using Names = std::vector<std::string>;
using People = std::vector<Person>;

/// Answers when the test wants it.
class Slow final : public ContactSource {
public:
    core::Task<People> search(std::string, int) override {
        promise = core::Promise<People>();
        return promise.task();
    }
    [[nodiscard]] std::string where() const override { return "slow"; }
    core::Promise<People> promise;
};

}  // namespace

class PeopleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksNobodyTwiceForTheSame() {
        const core::Instant now{};
        SearchMemory memory;
        memory.keep("Lind ", 20, 7, now);
        memory.keep("and", 20, 20, now);
        memory.keep("nobody", 20, 0, now);
        memory.keep("0155", 20, 3, now);
        for (const char* text : {"lind", "LIND", "lindq", " Lindqvist Anna", "and", "0155"}) {
            QVERIFY2(memory.covers(text, 20, now), text);
        }
        // Others than those 20 may begin so; whoever is new may be just the one that was missed.
        for (const char* text : {"lin", "andr", "nobody", "nobodyelse", "01552", "x", ""}) {
            QVERIFY2(!memory.covers(text, 20, now), text);
        }
        QVERIFY(memory.covers("lind", 50, now) && !memory.covers("and", 50, now));
        QVERIFY(!memory.covers("lind", 20, now + SearchMemory::age));
        memory.clear();
        QVERIFY(!memory.covers("lind", 20, now));
    }
    void findsByEveryWordAndNumber() {
        PeopleIndex index;
        index.add(personOf("Anna-Lena Lindgren", "annal", {"+49 (0)30 555 1234", "2001"}));
        index.add(personOf("Ben Okoro", "ben", {"+15550002002"}));
        index.add(personOf("\xc3\x85sa Bengtsson", "asa"));
        QCOMPARE(namesOf(index.search("lind", 9)), Names{"Anna-Lena Lindgren"});
        QCOMPARE(namesOf(index.search("lin LENA", 9)), Names{"Anna-Lena Lindgren"});
        QCOMPARE(namesOf(index.search("\xc3\xa5S", 9)), Names{"\xc3\x85sa Bengtsson"});
        QCOMPARE(index.search("ben", 9).size(), std::size_t(2));
        QCOMPARE(index.search("ben", 1).size(), std::size_t(1));
        QVERIFY(index.search("nobody", 9).empty());
        QVERIFY(index.search("", 9).empty());
        QCOMPARE(namesOf(index.search("+4930", 9)), Names{"Anna-Lena Lindgren"});
        QCOMPARE(namesOf(index.search("200", 9)), Names{"Anna-Lena Lindgren"});
        for (const char* form : {"+49305551234", "0049 30 5551234", "030 555-1234", "5551234"}) {
            QVERIFY2(index.withNumber(form).has_value(), form);
        }
        QVERIFY(index.withNumber("2001").has_value());
        QVERIFY(!index.withNumber("1234"));
        const auto ben = index.withAddress(addressOf("ben@office.example"), "office.example");
        QVERIFY(ben && ben->name == "Ben Okoro");
        QVERIFY(!index.withAddress(addressOf("ben@elsewhere.example"), "office.example"));
    }

    void forgetsWhatChanged() {
        PeopleIndex index;
        index.add(personOf("Ben Okoro", "ben", {"2002"}));
        QVERIFY(index.withNumber("2002").has_value());
        auto moved = personOf("Ben Adler", "ben", {"2003"});
        index.add(moved);
        QCOMPARE(index.size(), std::size_t(1));
        QVERIFY(!index.withNumber("2002"));
        QVERIFY(index.withNumber("2003").has_value());
        QVERIFY(index.search("okoro", 9).empty());
        QCOMPARE(namesOf(index.search("adler", 9)), Names{"Ben Adler"});
        // Two who share a number: nobody is named.
        index.add(personOf("Cora", "cora", {"2003"}));
        QVERIFY(!index.withNumber("2003"));
    }

    /// The index says what a look through everybody says.
    void agreesWithALookAtEverybody() {
        core::SeededRandom random(7);
        PeopleIndex index;
        People all;
        for (int i = 0; i < 600; ++i) {
            std::string name;
            for (int letter = 0; letter < 4; ++letter) name += char('a' + random.below(3));
            const auto number = "+1555" + std::to_string(1000000 + i * 7);
            all.push_back(personOf(name + " b" + std::to_string(i), "u" + std::to_string(i),
                                   {number, std::to_string(300 + i)}));
            index.add(all.back());
            if (i % 100 == 0) index.settle();
        }
        for (const std::string typed : {"a", "ab", "abc", "b1", "u59", "ca b3"}) {
            std::size_t expected = 0;
            for (const auto& person : all) {
                const auto space = typed.find(' ');
                const auto first = typed.substr(0, space);
                const auto begins = [&](const std::string& word) {
                    const auto second = person.name.substr(5);
                    return person.name.starts_with(word) || second.starts_with(word) ||
                           person.userName.starts_with(word);
                };
                const bool rest = space == std::string::npos || begins(typed.substr(space + 1));
                expected += begins(first) && rest ? 1 : 0;
            }
            QCOMPARE(index.search(typed, 1000).size(), expected);
        }
        for (const auto& person : all) {
            const auto& number = person.numbers.front();
            for (const auto& form : {number, "001" + number.substr(2), number.substr(5)}) {
                const auto found = index.withNumber(form);
                QVERIFY2(found && found->key == person.key, form.c_str());
            }
        }
    }

    void makesOnePersonOfSeveralSources() {
        People people;
        Person contact;
        contact.name = "anna@office.example";
        contact.address = addressOf("anna@office.example");
        QVERIFY(merge(people, contact));
        auto entry = personOf("Anna Lindgren", "anna", {"+15550002001"});
        entry.title = "Demo user";
        QVERIFY(merge(people, entry));
        QVERIFY(!merge(people, entry));
        QCOMPARE(people.size(), std::size_t(1));
        QCOMPARE(people[0].name, std::string("Anna Lindgren"));
        QCOMPARE(people[0].title, std::string("Demo user"));
        entry.numbers = {"001 555 0002001", "2001"};
        QVERIFY(merge(people, entry));
        QCOMPARE(people[0].numbers, (std::vector<std::string>{"+15550002001", "2001"}));
        QVERIFY(merge(people, personOf("Anna Lindgren", "anna2")));
        QCOMPARE(people.size(), std::size_t(2));
    }

    void listGrowsAtItsEndOnly() {
        Slow quick;
        Slow slow;
        Slow down;
        Resolver resolver({{"quick", &quick}, {"slow", &slow}, {"down", &down}});
        std::vector<FoundPeople> steps;
        core::Owner owner;
        std::optional<FoundPeople> end;
        resolver.search("x", 9, [&](const FoundPeople& found) { steps.push_back(found); })
            .then(owner, [&](const core::Result<FoundPeople>& found) { end = *found; });
        slow.promise.settle(People{personOf("B", "b"), personOf("A", "a")});
        QCOMPARE(namesOf(steps.back().people), (Names{"B", "A"}));
        QVERIFY(!steps.back().isComplete);
        auto known = personOf("A", "a");
        known.title = "Chief";
        quick.promise.settle(People{known, personOf("0", "zero")});
        QCOMPARE(namesOf(steps.back().people), (Names{"B", "A", "0"}));
        QCOMPARE(steps.back().people[1].title, std::string("Chief"));
        QVERIFY(!end);
        down.promise.settle(core::fail(core::ErrorCode::Unreachable, "Asking", "nobody is there"));
        QVERIFY(end && end->isComplete);
        QCOMPARE(end->troubles.size(), std::size_t(1));
        QCOMPARE(end->troubles[0].source, std::string("down"));
        QCOMPARE(end->people.size(), std::size_t(3));
    }

    void saysNothingMoreWhenItIsDropped() {
        Slow slow;
        Resolver resolver({{"slow", &slow}});
        int heard = 0;
        {
            core::Owner owner;
            resolver.search("x", 9, [&](const FoundPeople&) { ++heard; })
                .then(owner, [&](const auto&) { ++heard; });
        }
        slow.promise.settle(People{personOf("A", "a")});
        QCOMPARE(heard, 0);
    }
};

QTEST_GUILESS_MAIN(PeopleTest)
#include "PeopleTest.moc"
