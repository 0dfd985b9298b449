// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>

#include "StoreFixture.h"
#include "VirtualClock.h"
#include "directory/CachedSource.h"
#include "directory/numberForms.h"
#include "directory/personText.h"

using namespace sidetone;
using namespace sidetone::directory;
using namespace sidetone::test;

namespace {

/// Counts what it is asked.
class Counted final : public ContactSource {
public:
    Counted(std::vector<std::string>& asked, const bool& isDown,
            const std::vector<Person>& everybody, int& reads)
        : asked_(asked), isDown_(isDown), everybody_(everybody), reads_(reads) {}
    core::Task<std::vector<Person>> search(std::string, int) override {
        return core::Task<std::vector<Person>>::ready(std::vector<Person>());
    }
    core::Task<Matches> withNumbers(std::vector<std::string> numbers) override {
        if (isDown_) {
            return core::Task<Matches>::ready(
                core::fail(core::ErrorCode::Unreachable, "Asking", "nobody is there"));
        }
        Matches matches;
        for (const auto& number : numbers) {
            asked_.push_back(number);
            Person person;
            person.name = "Has " + number;
            person.address = address("anna@office.example");
            person.numbers = {number, "2"};
            const bool isThere = canonicalNumber(number).starts_with("+1");
            matches.push_back(isThere ? std::optional(person) : std::nullopt);
        }
        return core::Task<Matches>::ready(std::move(matches));
    }
    core::Task<void> everybody(std::function<void(Person)> each) override {
        ++reads_;
        if (isDown_) {
            return core::Task<void>::ready(
                core::fail(core::ErrorCode::Unreachable, "Asking", "nobody is there"));
        }
        for (const auto& person : everybody_) each(person);
        return core::Task<void>::ready({});
    }
    std::string where() const override { return "there"; }

private:
    std::vector<std::string>& asked_;
    const bool& isDown_;
    const std::vector<Person>& everybody_;
    int& reads_;
};

}  // namespace

/// What is known of numbers is asked once a day, whoever knows it.
class CachedTest : public QObject {
    Q_OBJECT
    StoreFixture fixture_;
    std::unique_ptr<store::Store> store_;
    VirtualClock clock_;
    std::vector<std::string> asked_;
    bool isDown_ = false;
    std::vector<Person> everybody_;
    int reads_ = 0;

    std::unique_ptr<CachedSource> source() {
        return std::make_unique<CachedSource>(
            std::make_unique<Counted>(asked_, isDown_, everybody_, reads_), *store_, clock_);
    }

private Q_SLOTS:
    void initTestCase() { store_ = std::move(fixture_.open().value()); }
    void cleanupTestCase() { store_.reset(); }

    void asksOnceADayAndForMissesOnceAnHour() {
        auto first = source();
        auto found = await(first->withNumbers({"+1 555-1", "+2", "+15552"})).value();
        QCOMPARE(found.size(), std::size_t(3));
        QCOMPARE(found[0]->name, std::string("Has +1 555-1"));
        QVERIFY(!found[1]);
        QCOMPARE(found[2]->name, std::string("Has +15552"));
        QCOMPARE(asked_.size(), std::size_t(3));
        // The same number in another notation, among new ones: each gets its own answer.
        found = await(first->withNumbers({"+19", "+1555 (1)", "+2", "+17"})).value();
        QCOMPARE(found[0]->name, std::string("Has +19"));
        QCOMPARE(found[1]->name, std::string("Has +1 555-1"));
        QVERIFY(!found[2]);
        QCOMPARE(found[3]->name, std::string("Has +17"));
        QCOMPARE(asked_.size(), std::size_t(5));
        // Another start reads it from the disk, whole.
        auto second = source();
        found = await(second->withNumbers({"+15551"})).value();
        QCOMPARE(asked_.size(), std::size_t(5));
        QCOMPARE(found[0]->numbers, (std::vector<std::string>{"+1 555-1", "2"}));
        QCOMPARE(found[0]->address.text(), std::string("anna@office.example"));
        clock_.advance(std::chrono::hours(2));
        static_cast<void>(await(second->withNumbers({"+15551", "+2"})));
        QCOMPARE(asked_.size(), std::size_t(6));
        clock_.advance(std::chrono::hours(23));
        static_cast<void>(await(second->withNumbers({"+15551"})));
        QCOMPARE(asked_.size(), std::size_t(7));
    }

    void knowsWhatItKnewWhereNobodyAnswers() {
        auto known = source();
        static_cast<void>(await(known->withNumbers({"+1888"})));
        clock_.advance(std::chrono::hours(100));
        isDown_ = true;
        const auto found = await(known->withNumbers({"+1888"}));
        QVERIFY(found && found->front().has_value());
        const auto unknown = await(known->withNumbers({"+1888", "+1777"}));
        QVERIFY(!unknown);
        isDown_ = false;
    }

    void keepsEverybodyForADay() {
        clock_.advance(std::chrono::hours(100));
        auto first = source();
        everybody_ = {};
        for (int i = 0; i < 2500; ++i) {
            Person person;
            person.name = "Person " + std::to_string(i);
            person.userName = "p" + std::to_string(i);
            person.key = "uid=" + person.userName;
            person.numbers = {"+4930" + std::to_string(7'000'000 + i)};
            everybody_.push_back(person);
        }
        QCOMPARE(await(first->readEverybody()).value(), std::size_t(2500));
        QCOMPARE(reads_, 1);
        QVERIFY(first->knowsEverybody());
        asked_.clear();
        QCOMPARE(first->known("person 2499", 5).size(), std::size_t(1));
        const auto found = await(first->withNumbers({"030 7002499", "+49 30 7000000"})).value();
        QCOMPARE(found[0]->userName, std::string("p2499"));
        QCOMPARE(found[1]->userName, std::string("p0"));
        QVERIFY(asked_.empty());
        // Another start on the same day reads the disk alone.
        auto second = source();
        QCOMPARE(await(second->readEverybody()).value(), std::size_t(2500));
        QCOMPARE(reads_, 1);
        // The next day the source is asked, and where it is down, yesterday counts.
        clock_.advance(std::chrono::hours(25));
        isDown_ = true;
        auto third = source();
        QCOMPARE(await(third->readEverybody()).value(), std::size_t(2500));
        QCOMPARE(reads_, 2);
        isDown_ = false;
        everybody_.resize(10);
        auto fourth = source();
        QCOMPARE(await(fourth->readEverybody()).value(), std::size_t(10));
    }

    void putsPeopleIntoTextAndBack() {
        Person person;
        person.name = "A|b, \"c\"";
        person.numbers = {"+1", "2"};
        person.photoUrl = "https://x/y.png";
        QVERIFY(personOfText(textOf(person)) == person);
        QVERIFY(!personOfText(""));
        QVERIFY(!personOfText("nonsense"));
    }
};

QTEST_GUILESS_MAIN(CachedTest)
#include "CachedTest.moc"
