// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <functional>

#include "PeopleFixture.h"

namespace sidetone::test {

/// Sends numbered messages to somebody, one each 150 ms, until told to stop. (ejabberd's archive in
/// Mnesia takes longer for each message the more there are.)
class Talker {
public:
    Talker(Person& from, core::Address to, std::string prefix)
        : from_(from), to_(std::move(to)), prefix_(std::move(prefix)) {
        QObject::connect(&timer_, &QTimer::timeout,
                         [this] { from_.send(to_, prefix_ + std::to_string(count_++)); });
        timer_.start(150);
    }
    /// What it has sent, sorted.
    std::vector<std::string> stop() {
        timer_.stop();
        auto texts = numbered(prefix_, count_);
        std::sort(texts.begin(), texts.end());
        return texts;
    }

private:
    Person& from_;
    core::Address to_;
    std::string prefix_;
    QTimer timer_;
    int count_ = 0;
};

/// An office with two chat servers on imp1 and imp2, and two people who talk to one another.
class Pair {
public:
    static constexpr int patience = 180'000;
    static constexpr int firstNode = 21;
    static constexpr int secondNode = 22;

    PeopleFixture people;
    std::unique_ptr<Person> anna;
    std::unique_ptr<Person> ben;

    /// Somebody whose home is that node, and who goes back there soon.
    [[nodiscard]] std::unique_ptr<Person> person(const core::Address& address,
                                                 const core::Secret& password, int home,
                                                 std::vector<int> others) const {
        PersonSettings settings{address,
                                password,
                                address.user() + "-desk",
                                node(home),
                                people.office.caFile(),
                                people.storeFile(address.user())};
        for (const int other : others) settings.others.push_back(node(other));
        settings.times.negotiate = core::Milliseconds(10'000);
        settings.times.homeReturn = {core::Milliseconds(3'000), core::Milliseconds(6'000)};
        auto made = std::make_unique<Person>(std::move(settings));
        made->parameters.set(config::Layer::GlobalFile, "Persistent_Chat_Enabled", "true");
        return made;
    }
    [[nodiscard]] bool start(const std::string& with, int homeOfBen) {
        if (!people.office.start({"--with", with})) {
            qWarning("%s", people.office.failure().c_str());
            return false;
        }
        anna = person(people.address(1), people.office.password(1), firstNode, {secondNode});
        ben = person(people.address(2), people.office.password(2), homeOfBen,
                     {homeOfBen == firstNode ? secondNode : firstNode});
        return anna->start() && ben->start() && befriend(*anna, *ben) &&
               QTest::qWaitFor([this] { return isWell(); }, patience);
    }
    /// Puts each into the other's contact list.
    static bool befriend(Person& one, Person& other) {
        if (!QTest::qWaitFor([&] { return one.isReady() && other.isReady(); }, patience)) {
            return false;
        }
        const auto first =
            Person::await(one.messaging().addContact(other.address(), other.address().user(), {}));
        const auto second =
            Person::await(other.messaging().addContact(one.address(), one.address().user(), {}));
        return first.has_value() && second.has_value();
    }
    [[nodiscard]] net::Endpoint node(int host) const {
        return {people.office.insideAddress(host), PeopleFixture::chatPort};
    }
    /// Runs a command of the office while everybody goes on.
    bool office(QStringList words) const {
        words << QStringLiteral("--folder") << QString::fromStdString(people.office.folder());
        QProcess process;
        process.start(QStringLiteral(SIDETONE_BIN_DIR "/sidetone-office"), words);
        return QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, patience) &&
               process.exitCode() == 0;
    }
    bool fault(const QString& server, const QString& what) const {
        return office({QStringLiteral("fault"), server, what});
    }
    [[nodiscard]] static bool sees(Person& who, const core::Address& whom) {
        const auto contact = who.messaging().contact(whom);
        return contact && contact->presence.availability == messaging::Availability::Available;
    }
    [[nodiscard]] bool isWell() const {
        return anna->isReady() && ben->isReady() && sees(*anna, ben->address()) &&
               sees(*ben, anna->address());
    }
    [[nodiscard]] static bool isAt(Person& who, const net::Endpoint& server) {
        return who.isReady() && who.session().state() == xmpp::SessionState::Online &&
               who.session().server() == server;
    }
    static int connections(Person& who) { return who.sessions + who.resumptions; }
    /// What that person has of the other with that prefix, sorted.
    static std::vector<std::string> got(Person& who, const core::Address& from,
                                        const std::string& prefix) {
        auto texts = who.received(from);
        std::erase_if(texts, [&](const auto& text) { return !text.starts_with(prefix); });
        std::sort(texts.begin(), texts.end());
        return texts;
    }
    [[nodiscard]] std::string state() const {
        std::string text;
        for (auto* who : {anna.get(), ben.get()}) {
            const auto server = who->session().server();
            const auto error = who->session().error();
            text +=
                who->address().text() + " at " + (server ? server->text() : "none") + ": " +
                (error ? error->sentence() : "no error") +
                (who->isReady() ? ", read all" : ", still reading") +
                (sees(*who, (who == anna.get() ? ben : anna)->address()) ? ", sees" : ", sees no") +
                " other; ";
        }
        return text;
    }
    /// What of the texts is missing at the other side, how far the sender believes it, and what is
    /// there twice.
    static std::string unlike(Person& sender, const core::Address& peer,
                              const std::vector<std::string>& wanted,
                              const std::vector<std::string>& there) {
        std::string text;
        for (const auto& message : sender.history(peer)) {
            if (!std::binary_search(wanted.begin(), wanted.end(), message.body)) continue;
            const auto times = std::count(there.begin(), there.end(), message.body);
            if (times == 1) continue;
            text += message.body + " (delivery " + std::to_string(int(message.delivery)) + ") is " +
                    std::to_string(times) + " times there; ";
        }
        return text;
    }
    /// Counters, indexes and the search table against a recount of the file.
    static void recount(Person& who, const core::Address& peer) {
        const auto checked = Person::await(who.store().check());
        QVERIFY2(checked.has_value(), checked ? "" : checked.error().sentence().c_str());
        const auto all = Person::await(who.messaging().conversations());
        QVERIFY(all.has_value());
        for (const auto& conversation : *all) {
            if (conversation.peer != peer) continue;
            QCOMPARE(conversation.unread, int(who.received(peer).size()));
        }
    }
    /// Both talk, the harm is done, `isOver` becomes true while they go on; then all that was said
    /// is there once, and the counters are right. Prints how long it took.
    void survive(const char* name, const std::function<void()>& harm,
                 const std::function<bool()>& isOver) {
        const auto tag = std::to_string(++round_);
        Talker toBen(*anna, ben->address(), "a" + tag + "-");
        Talker toAnna(*ben, anna->address(), "b" + tag + "-");
        QTest::qWait(500);
        QElapsedTimer time;
        time.start();
        harm();
        const bool isDone = QTest::qWaitFor(isOver, patience);
        const auto took = time.elapsed();
        QVERIFY2(isDone, state().c_str());
        QTest::qWait(500);
        const auto fromAnna = toBen.stop();
        const auto fromBen = toAnna.stop();
        const auto atBen = [&] { return got(*ben, anna->address(), "a" + tag + "-"); };
        const auto atAnna = [&] { return got(*anna, ben->address(), "b" + tag + "-"); };
        const auto isSame = [&] {
            QTest::qWait(500);  // reading whole histories is work
            return atBen() == fromAnna && atAnna() == fromBen;
        };
        const bool isAll = QTest::qWaitFor(isSame, patience);
        const auto why = unlike(*anna, ben->address(), fromAnna, atBen()) +
                         unlike(*ben, anna->address(), fromBen, atAnna());
        QVERIFY2(isAll, why.c_str());
        recount(*anna, ben->address());
        recount(*ben, anna->address());
        std::printf("%s: over after %lld ms; %zu and %zu messages, none lost or doubled\n", name,
                    static_cast<long long>(took), fromAnna.size(), fromBen.size());
        std::fflush(stdout);
    }

private:
    int round_ = 0;
};

}  // namespace sidetone::test
