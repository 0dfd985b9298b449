// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>

#include "FakeHttpClient.h"
#include "Rows.h"
#include "StoreFixture.h"
#include "client/people/OwnBooks.h"
#include "client/people/PeopleService.h"
#include "store/keys/MemoryKeyStore.h"

using namespace sidetone;
using namespace sidetone::test;

ROWS("DIR-16");

namespace {

using directory::Person;
using directory::Photo;

const std::string cards =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Berg\r\nTEL;TYPE=CELL:+1 555 555 0100\r\n"
    "EMAIL:anna@office.example\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Dora Own\r\nIMPP:xmpp:dora@private.example\r\n"
    "TEL:+1 555 555 0104\r\nPHOTO:data:image/png;base64,iVBORw0K\r\nEND:VCARD\r\n";

/// The organisation's directory, which knows Anna alone.
class Office final : public directory::ContactSource {
public:
    explicit Office(const bool& isDown) : isDown_(isDown) {
        anna_.name = "Anna Berg (Office)";
        anna_.address = address("anna@office.example");
        anna_.key = "uid=anna";
        anna_.numbers = {"+15555552001"};
    }
    core::Task<std::vector<Person>> search(std::string, int) override {
        if (isDown_) return core::Task<std::vector<Person>>::ready(down());
        return core::Task<std::vector<Person>>::ready(std::vector<Person>{anna_});
    }
    core::Task<Matches> withAddresses(std::vector<core::Address> addresses) override {
        if (isDown_) return core::Task<Matches>::ready(down());
        Matches matches;
        for (const auto& one : addresses) {
            matches.push_back(one == anna_.address ? std::optional(anna_) : std::nullopt);
        }
        return core::Task<Matches>::ready(std::move(matches));
    }
    core::Task<Matches> withNumbers(std::vector<std::string> numbers) override {
        if (isDown_) return core::Task<Matches>::ready(down());
        return core::Task<Matches>::ready(Matches(numbers.size()));
    }
    [[nodiscard]] std::string where() const override { return "office"; }

private:
    static core::Error down() { return core::fail(core::ErrorCode::Unreachable, "Asking"); }
    const bool& isDown_;
    Person anna_;
};

}  // namespace

/// The own address book beside the directory, as windows and terminal ask for people.
class OwnPeopleTest : public QObject {
    Q_OBJECT
    StoreFixture files_;
    QTemporaryDir profile_;
    std::unique_ptr<store::Store> store_;
    core::QtClock clock_;
    core::SystemRandom random_;
    FakeHttpClient http_{clock_};
    store::MemoryKeyStore keys_{"a test"};
    config::Settings settings_;
    bool isDown_ = false;
    std::unique_ptr<directory::CachedSource> office_;
    std::unique_ptr<client::PeopleService> people_;

    [[nodiscard]] std::filesystem::path folder() const { return profile_.path().toStdString(); }
    [[nodiscard]] std::unique_ptr<client::OwnBooks> books() {
        return std::make_unique<client::OwnBooks>(
            client::OwnBooks::Ports{http_,
                                    clock_,
                                    random_,
                                    keys_,
                                    *store_,
                                    [this]() -> const config::Settings& { return settings_; },
                                    [](const core::Secret&) {},
                                    {"anna@office.example", store::secretService::addressBook},
                                    folder()});
    }
    /// Where the person's own address books are, by the settings.
    [[nodiscard]] std::string places() {
        std::string places;
        const auto own = books();
        for (const auto& state : own->states()) places += state.where + ";";
        return places;
    }
    std::string nameOf(const std::string& who) {
        const auto person = await(people_->resolve(who));
        if (!person) return person.error().sentence();
        return *person ? (*person)->name : "nobody";
    }

private Q_SLOTS:
    void initTestCase() {
        store_ = std::move(files_.open().value());
        std::ofstream(folder() / "own.vcf", std::ios::binary) << cards;
    }
    void cleanupTestCase() { store_.reset(); }
    void init() {
        isDown_ = false;
        settings_ = config::Settings();
        settings_.set(config::Layer::Preference, "LocalAddressBook", "own.vcf");
        office_ = std::make_unique<directory::CachedSource>(std::make_unique<Office>(isDown_),
                                                            *store_, clock_, "office.example");
        client::PeopleService::Ports ports{clock_, [] { return std::vector<messaging::Contact>(); },
                                           [](const core::Address&) {},
                                           [](const std::string&, const auto&) {}};
        people_ = std::make_unique<client::PeopleService>(*office_, *store_, client::PeopleRules(),
                                                          std::move(ports), books());
    }
    void cleanup() {
        people_.reset();
        office_.reset();
    }

    void isThereOnlyWhereItIsWanted() {
        const auto settings = settings_;
        QCOMPARE(places(), (folder() / "own.vcf").string() + ";");
        settings_.set(config::Layer::Preference, "AddressBookServer", "dav.example.com");
        QCOMPARE(places(), (folder() / "own.vcf").string() + ";dav.example.com;");
        for (const auto* forbids : {"EnableLoadAddressBook", "EnableLocalAddressBookSearch"}) {
            settings_ = settings;
            settings_.set(config::Layer::GlobalFile, forbids, "false");
            QCOMPARE(places(), std::string());
        }
        settings_ = config::Settings();
        QCOMPARE(places(), std::string());
        settings_.set(config::Layer::Preference, "LocalAddressBook", "/nowhere/all.vcf");
        QCOMPARE(places(), std::string("/nowhere/all.vcf;"));
    }

    void namesWhoCalls() {
        QCOMPARE(nameOf("+15555550104"), std::string("Dora Own"));
        QCOMPARE(nameOf("sip:5555550100@cucm1.office.example"), std::string("Anna Berg"));
        QCOMPARE(nameOf("+15555559999"), std::string("nobody"));
        isDown_ = true;
        QCOMPARE(nameOf("+15555550100"), std::string("Anna Berg"));
    }

    void knowsTheOrganisationsPeopleFromTheOrganisation() {
        QCOMPARE(nameOf("anna@office.example"), std::string("Anna Berg (Office)"));
        QCOMPARE(nameOf("dora@private.example"), std::string("Dora Own"));
        QCOMPARE(nameOf("nobody@private.example"), std::string("nobody"));
    }

    void findsEverybodyOnce() {
        const auto found = await(people_->search("anna", 10, {}));
        QVERIFY(found && found->isComplete && found->troubles.empty());
        QCOMPARE(found->people.size(), std::size_t(1));
        QCOMPARE(found->people.front().address.text(), std::string("anna@office.example"));
        QCOMPARE(found->people.front().numbers.size(), std::size_t(2));
        const auto own = await(people_->search("dora", 10, {}));
        const bool hasDora =
            own && std::any_of(own->people.begin(), own->people.end(),
                               [](const auto& one) { return one.name == "Dora Own"; });
        QVERIFY(hasDora);
    }

    void showsItsPictures() {
        QVERIFY(await(people_->photo("dora@private.example"))->starts_with("\x89PNG"));
        QVERIFY(await(people_->photo("anna@office.example"))->empty());
    }

    void saysWhatIsWrongWithIt() {
        settings_.set(config::Layer::Preference, "LocalAddressBook", "gone.vcf");
        client::PeopleService::Ports ports{clock_, [] { return std::vector<messaging::Contact>(); },
                                           [](const core::Address&) {},
                                           [](const std::string&, const auto&) {}};
        client::PeopleService people(*office_, *store_, client::PeopleRules(), std::move(ports),
                                     books());
        const auto found = await(people.search("anna", 10, {}));
        QVERIFY(found && found->isComplete);
        QCOMPARE(found->people.size(), std::size_t(1));
        QCOMPARE(found->troubles.size(), std::size_t(1));
        QCOMPARE(found->troubles.front().source, std::string("address book"));
        // Nobody's number is lost by it.
        const auto person = await(people.resolve("anna@office.example"));
        QVERIFY(person && *person);
    }
};

QTEST_GUILESS_MAIN(OwnPeopleTest)
#include "OwnPeopleTest.moc"
