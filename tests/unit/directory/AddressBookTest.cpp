// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>
#include <optional>

#include "Rows.h"
#include "directory/AddressBookSource.h"
#include "directory/Resolver.h"

using namespace sidetone;
using namespace sidetone::directory;

ROWS("DIR-16");

namespace {

namespace fs = std::filesystem;

const std::string anna =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Anna Berg\r\nTEL;TYPE=CELL:+1 555 555 0100\r\n"
    "EMAIL:anna@office.example\r\nEND:VCARD\r\n";
const std::string ben =
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ben Moor\r\nIMPP:xmpp:ben@private.example\r\n"
    "EMAIL:ben@office.example\r\nPHOTO:data:image/png;base64,iVBORw0K\r\nEND:VCARD\r\n";
const std::string cleo =
    "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Cleo Park\r\nTEL;WORK:(555) 555-0102\r\nEND:VCARD\r\n";
const std::string post =
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Only Post\r\nADR:;;;Rome;;;\r\n"
    "EMAIL:post@office.example\r\nEND:VCARD\r\n";

/// Jobs that are done when the test says so.
struct Desk {
    std::vector<std::pair<std::function<void()>, std::function<void()>>> jobs;
    bool isPatient = false;
    directory::Background background() {
        return [this](std::function<void()> job, std::function<void()> done) {
            jobs.emplace_back(std::move(job), std::move(done));
            if (!isPatient) work();
        };
    }
    void work() {
        for (const auto& [job, done] : std::exchange(jobs, {})) {
            job();
            done();
        }
    }
};

template <class Value>
core::Result<Value> outcome(core::Task<Value> task) {
    core::Owner owner;
    std::optional<core::Result<Value>> result;
    std::move(task).then(owner, [&](core::Result<Value> value) { result = std::move(value); });
    return result ? *result : core::Result<Value>(core::fail(core::ErrorCode::Internal, "waits"));
}

/// The organisation's directory, or the contact list, by heart.
class Known final : public ContactSource {
public:
    explicit Known(std::vector<Person> people) : people_(std::move(people)) {}
    core::Task<std::vector<Person>> search(std::string, int) override {
        return core::Task<std::vector<Person>>::ready(people_);
    }
    [[nodiscard]] std::string where() const override { return "by heart"; }

private:
    std::vector<Person> people_;
};

Person office(const std::string& user, const std::string& name, const std::string& number) {
    Person person;
    person.name = name;
    person.userName = user;
    person.address = core::Address::parse(user + "@office.example").value();
    person.key = "uid=" + user;
    if (!number.empty()) person.numbers = {number};
    return person;
}

}  // namespace

/// The person's own vCards are searched beside the other sources, and nobody is there twice.
class AddressBookTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> folder_;
    Desk desk_;

    [[nodiscard]] fs::path path(const std::string& name = {}) const {
        const fs::path folder = folder_->path().toStdString();
        return name.empty() ? folder : folder / name;
    }
    void write(const std::string& name, const std::string& text) const {
        fs::create_directories(path(name).parent_path());
        std::ofstream(path(name), std::ios::binary) << text;
    }
    /// Another time than before, whatever the clock's steps.
    void touch(const std::string& name, int seconds) const {
        fs::last_write_time(path(name),
                            fs::last_write_time(path(name)) + std::chrono::seconds(seconds));
    }
    static std::vector<std::string> names(core::Task<std::vector<Person>> task) {
        const auto people = outcome(std::move(task));
        if (!people) return {people.error().sentence()};
        std::vector<std::string> all;
        for (const auto& person : *people) all.push_back(person.name);
        return all;
    }
    using Names = std::vector<std::string>;

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        desk_ = Desk();
    }

    void findsWhomOneCanReach() {
        write("all.vcf", anna + ben + cleo + post);
        AddressBookSource source({path("all.vcf")}, desk_.background());
        QCOMPARE(names(source.search("berg", 5)), Names{"Anna Berg"});
        QCOMPARE(names(source.search("5550102", 5)), Names{"Cleo Park"});
        // Without an address for messages or a number there is nothing to be done with somebody.
        QCOMPARE(names(source.search("post", 5)), Names());
        QCOMPARE(source.size(), std::size_t(3));
        QCOMPARE(source.troubles(), Names());
    }

    void findsByNumberAndAddress() {
        write("all.vcf", anna + ben + cleo);
        AddressBookSource source({path("all.vcf")}, desk_.background());
        const auto numbers =
            outcome(source.withNumbers({"+15555550100", "00495555550102", "5555550102", "1"}));
        QVERIFY(numbers && numbers->size() == 4);
        QCOMPARE((*numbers)[0]->name, std::string("Anna Berg"));
        QCOMPARE((*numbers)[1]->name, std::string("Cleo Park"));
        QCOMPARE((*numbers)[2]->name, std::string("Cleo Park"));
        QVERIFY(!(*numbers)[3]);
        const auto address = [](const char* text) { return core::Address::parse(text).value(); };
        const auto people = outcome(
            source.withAddresses({address("ben@private.example"), address("anna@office.example"),
                                  address("nobody@office.example")}));
        QVERIFY(people && people->size() == 3);
        QCOMPARE((*people)[0]->name, std::string("Ben Moor"));
        QCOMPARE((*people)[1]->name, std::string("Anna Berg"));
        QVERIFY(!(*people)[2]);
        const auto photo = outcome(source.photo(*(*people)[0], {}));
        QVERIFY(photo && photo->bytes.starts_with("\x89PNG"));
        QVERIFY(outcome(source.photo(*(*people)[1], {}))->bytes.empty());
    }

    void readsAFolderAndNothingElseInIt() {
        write("anna.vcf", anna);
        write("work/BEN.VCF", ben);
        write("work/deep/er/still/cleo.vcf", cleo);
        write("notes.txt", cleo);
        write("broken.vcf", "not a card");
        write("cut.vcf", anna + "BEGIN:VCARD\r\nFN:Half");
        fs::create_directories(path("folder.vcf"));
        AddressBookPlace place{path()};
        place.depth = 2;
        AddressBookSource source(place, desk_.background());
        QCOMPARE(names(source.search("ann", 5)), Names{"Anna Berg"});
        QCOMPARE(names(source.search("ben", 5)), Names{"Ben Moor"});
        QCOMPARE(names(source.search("cleo", 5)), Names());
        // The card that stands in two files is one person.
        QCOMPARE(source.size(), std::size_t(2));
        QCOMPARE(source.troubles(),
                 (Names{"broken.vcf: there is no vCard in it",
                        "cut.vcf, line 8: the card that begins here has no end"}));
    }

    void readsAnewWhatChanged() {
        write("a.vcf", anna);
        AddressBookSource source({path()}, desk_.background());
        QCOMPARE(names(source.search("c", 5)), Names());
        write("c.vcf", cleo);
        QCOMPARE(names(source.search("c", 5)), Names{"Cleo Park"});
        auto other = cleo;
        other.replace(other.find("Cleo"), 4, "Cora");
        write("c.vcf", other);
        touch("c.vcf", 5);
        QCOMPARE(names(source.search("c", 5)), Names{"Cora Park"});
        fs::remove(path("c.vcf"));
        QCOMPARE(names(source.search("c", 5)), Names());
        QCOMPARE(names(source.search("anna", 5)), Names{"Anna Berg"});
    }

    void readsNoFileAnewThatDidNotChange() {
        write("a.vcf", anna);
        write("c.vcf", cleo);
        const AddressBookPlace place{path()};
        const auto first = readAddressBook(place, nullptr);
        QVERIFY(first);
        const auto second = readAddressBook(place, *first);
        QVERIFY(second && *second == *first);
        touch("c.vcf", 5);
        const auto third = readAddressBook(place, *first);
        QVERIFY(third && *third != *first);
        QVERIFY((*third)->files.at(path("a.vcf")) == (*first)->files.at(path("a.vcf")));
        QVERIFY((*third)->files.at(path("c.vcf")) != (*first)->files.at(path("c.vcf")));
    }

    void saysThatThereIsNothing() {
        AddressBookSource source({path("nowhere")}, desk_.background());
        const auto found = outcome(source.search("anna", 5));
        QVERIFY(!found && found.error().code == core::ErrorCode::NotFound);
        QVERIFY(found.error().sentence().find("LocalAddressBook") != std::string::npos);
        // It comes later, and goes again.
        write("nowhere", anna);
        QCOMPARE(names(source.search("anna", 5)), Names{"Anna Berg"});
        fs::remove(path("nowhere"));
        QVERIFY(!outcome(source.search("anna", 5)));
    }

    void keepsItsLimits() {
        for (int i = 0; i < 6; ++i) {
            auto one = cleo;
            one.replace(one.find("Cleo"), 4, "Cleo" + std::to_string(i));
            write(std::to_string(i) + ".vcf", one);
        }
        AddressBookPlace place{path()};
        place.mostFiles = 4;
        place.mostBytes = cleo.size() * 2 + 10;
        auto books = readAddressBook(place, nullptr);
        QVERIFY(books);
        QCOMPARE((*books)->files.size(), std::size_t(4));
        QCOMPARE((*books)->people.size(), std::size_t(2));
        QCOMPARE((*books)->troubles.size(), std::size_t(2));
        place = {path()};
        place.limits.fileBytes = 10;
        books = readAddressBook(place, nullptr);
        QVERIFY(books);
        QCOMPARE((*books)->people.size(), std::size_t(0));
        QCOMPARE((*books)->troubles.front(), std::string("0.vcf: the file is too large"));
    }

    void takesNoEndlessPerson() {
        std::string all;
        for (int i = 0; i < 2'000; ++i) {
            all += "BEGIN:VCARD\r\nUID:1\r\nFN:Anna\r\nTEL:" + std::to_string(20'000 + i) +
                   "\r\nEND:VCARD\r\n";
        }
        write("all.vcf", all);
        const auto books = readAddressBook({path("all.vcf")}, nullptr);
        QVERIFY(books);
        QCOMPARE((*books)->people.size(), std::size_t(1));
        QCOMPARE((*books)->people.search("anna", 1).front().numbers.size(), std::size_t(24));
    }

    void readsOnceForAllWhoWait() {
        write("all.vcf", anna + cleo);
        desk_.isPatient = true;
        auto source = std::make_unique<AddressBookSource>(AddressBookPlace{path("all.vcf")},
                                                          desk_.background());
        core::Owner owner;
        int answers = 0;
        const auto count = [&](const auto& people) { answers += people && !people->empty(); };
        source->search("anna", 5).then(owner, count);
        source->search("cleo", 5).then(owner, count);
        QCOMPARE(answers, 0);
        QCOMPARE(desk_.jobs.size(), std::size_t(1));
        desk_.work();
        QCOMPARE(answers, 2);
        // Whoever goes while the disk works is not called.
        source->search("anna", 5).then(owner, [](const auto&) {});
        source.reset();
        desk_.work();
    }

    void showsNobodyTwice() {
        // Anna by her mail, Ben with another address for messages, Cleo by name and number.
        write("all.vcf", anna + ben + cleo);
        AddressBookSource own({path("all.vcf")}, desk_.background());
        auto annaThere = office("anna", "Berg, Anna", "2001");
        Known directory({annaThere, office("cleo", "Cleo Park", "+15555550102"),
                         office("otto", "Cleo Park", "+15555559999")});
        Known roster({[] {
            Person contact;
            contact.address = core::Address::parse("anna@office.example").value();
            contact.name = contact.address.text();
            return contact;
        }()});
        const std::vector<Resolver::Source> orders[] = {
            {{"contact list", &roster}, {"directory", &directory}, {"own", &own}},
            {{"own", &own}, {"contact list", &roster}, {"directory", &directory}}};
        for (const auto& sources : orders) {
            FoundPeople found;
            for (const auto* typed : {"anna", "cleo"}) {
                const auto one = outcome(Resolver(sources).search(typed, 10, {}));
                QVERIFY(one && one->troubles.empty() && one->isComplete);
                for (const auto& person : one->people) merge(found.people, person);
            }
            const auto count = [&](const std::string& user) {
                return std::count_if(found.people.begin(), found.people.end(),
                                     [&](const auto& one) {
                                         return one.address.text() == user + "@office.example";
                                     });
            };
            QCOMPARE(found.people.size(), std::size_t(3));
            QCOMPARE(count("anna"), 1);
            QCOMPARE(count("cleo"), 1);
            QCOMPARE(count("otto"), 1);
            for (const auto& person : found.people) {
                if (person.address.user() != "anna") continue;
                // What each of them knows, of one person.
                QCOMPARE(person.numbers.size(), std::size_t(2));
                QVERIFY(person.name == "Berg, Anna" || person.name == "Anna Berg");
            }
        }
    }
    void keepsWhoIsSomebodyElse() {
        std::vector<Person> people;
        auto one = office("anna", "Anna Berg", "2001");
        auto two = office("anna2", "Anna Berg", "2001");
        merge(people, one);
        merge(people, two);
        QCOMPARE(people.size(), std::size_t(2));
        Person own;
        own.name = "Anna Berg";
        own.key = "vcard:7";
        own.numbers = {"+1 555 555 7777"};
        merge(people, own);
        QCOMPARE(people.size(), std::size_t(3));
        Person bare;
        bare.key = "uid=x";
        bare.name = "Anna Berg";
        bare.numbers = {"+15555557777"};
        Person other = bare;
        other.key = "uid=y";
        std::vector<Person> entries{bare};
        merge(entries, other);
        QCOMPARE(entries.size(), std::size_t(2));
    }

    /// Somebody who is in two of the person's own address books, each with an id of its own.
    void takesTwoOwnCardsForOnePerson() {
        Person one;
        one.name = "Anna Berg";
        one.key = "vcard:7";
        one.numbers = {"+1 555 555 7777"};
        auto two = one;
        two.key = "vcard:8";
        two.numbers = {"+15555557777", "+15555558888"};
        auto namesake = one;
        namesake.key = "vcard:9";
        namesake.numbers = {"+15555559999"};
        std::vector<Person> people;
        merge(people, one);
        merge(people, two);
        QCOMPARE(people.size(), std::size_t(1));
        QCOMPARE(people.front().numbers.size(), std::size_t(2));
        merge(people, namesake);
        QCOMPARE(people.size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(AddressBookTest)
#include "AddressBookTest.moc"
