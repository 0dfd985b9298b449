// SPDX-License-Identifier: GPL-3.0-or-later
// Three devices of one person on a real server: which of them gets what (the chapter's Multiple
// Resource Login), with the server's copies and without.
#include <QTest>
#include <algorithm>

#include "PeopleFixture.h"
#include "Rows.h"

ROWS("MSG-02", "MSG-03");

using namespace sidetone;
using namespace sidetone::test;
using messaging::Availability;
using Texts = std::vector<std::string>;

class ResourcesTest : public QObject {
    Q_OBJECT

    PeopleFixture people_;
    std::unique_ptr<Person> anna_;
    std::map<std::string, std::unique_ptr<Person>> ben_;
    const core::Address annaAddress_ = *core::Address::parse("anna@office.example");

    enum class Copies { On, Off };
    [[nodiscard]] std::unique_ptr<Person> begin(int number, const std::string& device,
                                                Copies copies) {
        auto person = people_.person(number, device);
        if (copies == Copies::Off) {
            person->parameters.set(config::Layer::Manual, "Disable_MultiDevice_Message", "true");
        }
        if (!person->start()) qWarning("%s", person->failure().c_str());
        return person;
    }
    void beginAll(const std::string& round, Copies copies) {
        anna_ = begin(1, "anna-" + round, copies);
        for (const std::string device : {"desk", "phone", "tablet"}) {
            ben_[device] = begin(2, round + "-" + device, copies);
        }
        QTRY_VERIFY_WITH_TIMEOUT(anna_->isReady(), 20'000);
        for (auto& [name, device] : ben_) QTRY_VERIFY_WITH_TIMEOUT(device->isReady(), 20'000);
        const auto available = [this] {
            const auto contact = anna_->messaging().contact(ben_["desk"]->address());
            return contact && contact->presence.availability == Availability::Available;
        };
        QTRY_VERIFY_WITH_TIMEOUT(available(), 10'000);
    }
    /// Anna's text, and that it came to that device.
    void annaSays(const std::string& text, const std::string& reaches) {
        anna_->send(ben_["desk"]->address(), text);
        QTRY_VERIFY_WITH_TIMEOUT(contains(*ben_[reaches], text), 10'000);
    }
    [[nodiscard]] bool contains(Person& device, const std::string& text) const {
        const auto all = device.received(annaAddress_);
        return std::find(all.begin(), all.end(), text) != all.end();
    }
    void benSays(const std::string& device, const std::string& text) {
        ben_[device]->send(annaAddress_, text);
        QTRY_VERIFY_WITH_TIMEOUT(!anna_->received(ben_["desk"]->address()).empty() &&
                                     anna_->received(ben_["desk"]->address()).back() == text,
                                 10'000);
    }
    void expect(const std::string& device, const Texts& texts) {
        QTRY_COMPARE_WITH_TIMEOUT(ben_[device]->received(annaAddress_), texts, 10'000);
    }
    void presence(const std::string& device, Availability availability) {
        ben_[device]->messaging().setPresence({availability, device});
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(people_.office.start(), people_.office.failure().c_str());
        QCOMPARE(people_.address(1), annaAddress_);
    }
    void cleanup() {
        ben_.clear();
        anna_.reset();
    }

    /// What a device did not get live, it would get from the archive at its next sign-in: the
    /// last text, which all get, stands right behind what each got live.
    void withoutCopiesTheConversationFollowsThePerson() {
        beginAll("alone", Copies::Off);
        annaSays("first", "desk");
        annaSays("first again", "tablet");  // nobody has answered yet
        benSays("phone", "from the phone");
        annaSays("second", "phone");
        annaSays("third", "phone");
        benSays("tablet", "from the tablet");
        annaSays("fourth", "tablet");
        benSays("desk", "from the desk");
        annaSays("fifth", "desk");
        // Any change of presence opens the conversation to all again.
        presence("phone", Availability::DoNotDisturb);
        QTRY_VERIFY_WITH_TIMEOUT(
            anna_->messaging().contact(ben_["desk"]->address())->presence.availability ==
                Availability::DoNotDisturb,
            10'000);
        annaSays("last", "tablet");
        expect("desk", {"first", "first again", "fifth", "last"});
        expect("phone", {"first", "first again", "second", "third", "last"});
        expect("tablet", {"first", "first again", "fourth", "last"});
    }
    void withoutAnActiveDeviceThePriorityDecides() {
        beginAll("priority", Copies::Off);
        const struct {
            Availability desk, phone, tablet;
            const char* text;
            std::vector<std::string> reached;
        } table[] = {
            {Availability::Available, Availability::Away, Availability::Away, "to desk", {"desk"}},
            {Availability::Away,
             Availability::Available,
             Availability::Away,
             "to phone",
             {"phone"}},
            {Availability::Away,
             Availability::Away,
             Availability::Available,
             "to tablet",
             {"tablet"}},
            {Availability::Available,
             Availability::DoNotDisturb,
             Availability::Away,
             "to two",
             {"desk", "phone"}},
            {Availability::Away,
             Availability::Away,
             Availability::Away,
             "to all, away",
             {"desk", "phone", "tablet"}},
            {Availability::Available,
             Availability::Available,
             Availability::Available,
             "to all",
             {"desk", "phone", "tablet"}},
        };
        std::map<std::string, Texts> expected;
        for (auto& [name, device] : ben_) expected[name] = device->received(annaAddress_);
        for (const auto& row : table) {
            presence("desk", row.desk);
            presence("phone", row.phone);
            presence("tablet", row.tablet);
            // The server has them before it has anything of Anna's: each waits for an answer.
            for (auto& [name, device] : ben_) {
                QTRY_COMPARE_WITH_TIMEOUT(device->session().unacknowledged(), std::size_t(0),
                                          10'000);
            }
            for (const auto& device : row.reached) {
                annaOnce(row.text, device);
                expected[device].push_back(row.text);
            }
        }
        for (const auto& [device, texts] : expected) expect(device, texts);
    }
    void withCopiesEveryDeviceHasEverythingOnce() {
        beginAll("copies", Copies::On);
        const auto old = ben_["desk"]->received(annaAddress_);
        annaSays("one", "desk");
        benSays("phone", "mine");
        annaSays("two", "tablet");
        auto all = old;
        all.insert(all.end(), {"one", "two"});
        for (auto& [name, device] : ben_) {
            QTRY_COMPARE_WITH_TIMEOUT(device->received(annaAddress_), all, 10'000);
            QTRY_VERIFY_WITH_TIMEOUT(
                !device->sent(annaAddress_).empty() && device->sent(annaAddress_).back() == "mine",
                10'000);
        }
        // Read on one device: read on all, by the account's node or by the marker's copy.
        QTRY_VERIFY_WITH_TIMEOUT(ben_["tablet"]->unread[annaAddress_] > 0, 10'000);
        ben_["desk"]->messaging().markRead(annaAddress_);
        for (auto& [name, device] : ben_) {
            QTRY_COMPARE_WITH_TIMEOUT(device->unread[annaAddress_], 0, 10'000);
        }
        // And Anna knows.
        QTRY_VERIFY_WITH_TIMEOUT(
            anna_->history(ben_["desk"]->address()).back().delivery == messaging::Delivery::Read,
            10'000);
    }

private:
    /// As annaSays, but one text for all devices that it reaches.
    void annaOnce(const std::string& text, const std::string& device) {
        const auto sent = anna_->sent(ben_["desk"]->address());
        if (sent.empty() || sent.back() != text) return annaSays(text, device);
        QTRY_VERIFY_WITH_TIMEOUT(contains(*ben_[device], text), 10'000);
    }
};

QTEST_GUILESS_MAIN(ResourcesTest)
#include "ResourcesTest.moc"
