// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include "Rows.h"
#include "client/Client.h"
#include "integration_client/LiveClient.h"
#include "integration_client/OfficeTerminal.h"
#include "integration_client/Terminal.h"
#include "messaging/MessageControl.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using client::CallRecord;
using client::Client;
using client::ClientState;
using telephony::CallState;

ROWS("HIST-05");

namespace {

constexpr int patience = 30'000;

using Life = test::LiveClient;

}  // namespace

/// Calls by numbers, as people make them, and what two programs know of them afterwards.
class CallHistoryTest : public QObject {
    Q_OBJECT

    test::OfficeFixture office_{SIDETONE_BIN_DIR};
    QTemporaryDir folder_;
    core::Owner owner_;
    Life anna_;
    Life ben_;

    [[nodiscard]] QString place(int person) const {
        return folder_.filePath(QString::number(person));
    }
    [[nodiscard]] core::Address ben() const { return *core::Address::parse(office_.user(2)); }
    [[nodiscard]] Life live(int person) const {
        auto life = test::liveClient(test::liveOptions(office_, place(person).toStdString(),
                                                       place(person).toStdString() + "-etc"));
        if (!life.client->signIn(office_.user(person), office_.password(person))) qFatal("busy");
        return life;
    }
    [[nodiscard]] static bool hasLine(Client& client) {
        return client.state() == ClientState::Ready && client.calls() != nullptr &&
               client.calls()->lineState() == telephony::LineState::Registered;
    }
    template <class T>
    [[nodiscard]] T await(core::Task<T> task) {
        std::optional<core::Result<T>> result;
        std::move(task).then(owner_, [&](core::Result<T> value) { result = std::move(value); });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, patience)) qFatal("no answer");
        if (!*result) qFatal("%s", result->error().sentence().c_str());
        return std::move(**result);
    }
    enum class Taken { Yes, No };
    /// Rings by the number, is answered or not, and ends: who called hangs up.
    void ring(Client& caller, Client& called, const std::string& number, Taken taken) {
        const auto dialled = caller.calls()->dial(number);
        QVERIFY2(dialled.has_value(), dialled ? "" : dialled.error().sentence().c_str());
        const auto open = [&called]() -> std::optional<telephony::CallId> {
            for (const auto& call : called.calls()->calls()) {
                if (call.state != CallState::Ended) return call.id;
            }
            return std::nullopt;
        };
        QTRY_VERIFY_WITH_TIMEOUT(open().has_value(), patience);
        const auto rings = *open();
        QTRY_VERIFY_WITH_TIMEOUT(caller.calls()->call(*dialled)->state == CallState::Ringing,
                                 patience);
        if (taken == Taken::Yes) {
            QVERIFY(called.calls()->answer(rings));
            QTRY_VERIFY_WITH_TIMEOUT(caller.calls()->call(*dialled)->statistics.packetsReceived > 0,
                                     patience);
        }
        QVERIFY(caller.calls()->hangUp(*dialled));
        QTRY_VERIFY_WITH_TIMEOUT(called.calls()->call(rings)->state == CallState::Ended &&
                                     caller.calls()->call(*dialled)->state == CallState::Ended,
                                 patience);
    }
    /// "out answered", newest first.
    [[nodiscard]] static QStringList kinds(const std::vector<CallRecord>& records) {
        QStringList kinds;
        for (const auto& record : records) {
            kinds << (record.outgoing ? u"out "_s : u"in "_s) +
                         (record.answered ? u"answered"_s : u"not answered"_s);
        }
        return kinds;
    }
    [[nodiscard]] std::vector<CallRecord> history(Client& client) {
        return await(client.callHistory(50));
    }
    [[nodiscard]] bool untilKnown(Client& client, std::size_t count) {
        return QTest::qWaitFor(
            [&] {
                const auto records = history(client);
                return records.size() == count &&
                       std::all_of(records.begin(), records.end(),
                                   [](const CallRecord& one) { return !one.contact.empty(); });
            },
            patience);
    }
    [[nodiscard]] static QJsonArray recordsOf(demo::Program& program) {
        const auto answer = program.ask(u"call-history"_s);
        return answer ? answer->value(u"records"_s).toArray() : QJsonArray();
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(office_.start({"--people", "5"}), office_.failure().c_str());
        QVERIFY(office_.done({"user", "add", "dora", "--number", "2777"}));
        anna_ = live(1);
        ben_ = live(2);
        QTRY_VERIFY_WITH_TIMEOUT(hasLine(*anna_.client) && hasLine(*ben_.client), patience);
    }
    void cleanupTestCase() {
        anna_.client.reset();
        ben_.client.reset();
    }

    void placedReceivedAndMissed() {
        ring(*anna_.client, *ben_.client, office_.number(2), Taken::Yes);
        ring(*anna_.client, *ben_.client, office_.number(2), Taken::No);
        ring(*ben_.client, *anna_.client, office_.number(1), Taken::Yes);
        ring(*ben_.client, *anna_.client, office_.number(1), Taken::No);
        QTRY_COMPARE_WITH_TIMEOUT(history(*anna_.client).size(), std::size_t(4), patience);
        QTRY_COMPARE_WITH_TIMEOUT(history(*ben_.client).size(), std::size_t(4), patience);
        QCOMPARE(kinds(history(*anna_.client)),
                 (QStringList{u"in not answered"_s, u"in answered"_s, u"out not answered"_s,
                              u"out answered"_s}));
        QCOMPARE(kinds(history(*ben_.client)),
                 (QStringList{u"out not answered"_s, u"out answered"_s, u"in not answered"_s,
                              u"in answered"_s}));
        for (const auto& record : history(*anna_.client)) {
            QVERIFY2(record.peerUri.find(office_.number(2)) != std::string::npos,
                     record.peerUri.c_str());
            QCOMPARE(record.duration > core::Milliseconds(0), record.answered);
        }
    }
    void numbersStandInTheConversationWithTheirPerson() {
        QVERIFY(untilKnown(*anna_.client, 4));
        for (const auto& record : history(*anna_.client)) {
            QCOMPARE(record.contact, office_.user(2));
        }
        const auto events = await(anna_.client->chats()->calls(ben(), core::WallTime::max(), 50));
        QStringList words;
        for (const auto& event : events) {
            QCOMPARE(event.kind, messaging::MessageKind::Event);
            words << QString::fromStdString(event.body).section(u',', 0, 0);
        }
        QCOMPARE(words, (QStringList{u"You called"_s, u"You called"_s, u"Called you"_s,
                                     u"Missed call"_s}));
    }
    /// The number of somebody whom nothing has asked about yet, while the directory is away.
    void whoseNumberItIsMayBeKnownLater() {
        QVERIFY(office_.done({"fault", "contracts", "stop"}));
        const auto dialled = anna_.client->calls()->dial("2777");
        QVERIFY(dialled.has_value());
        QTRY_VERIFY_WITH_TIMEOUT(anna_.client->calls()->call(*dialled)->state == CallState::Ended,
                                 patience);
        QTRY_COMPARE_WITH_TIMEOUT(history(*anna_.client).size(), std::size_t(5), patience);
        QCOMPARE(history(*anna_.client).front().contact, std::string());
        QVERIFY(office_.done({"fault", "contracts", "start"}));
    }
    void anotherProgramReadsTheSameRows() {
        static_cast<void>(await(anna_.client->sendMessage(ben(), "shall we talk?")));
        const auto before = history(*anna_.client);
        anna_.client->signOut();
        QTRY_VERIFY_WITH_TIMEOUT(!anna_.client->isLeaving(), patience);
        anna_.client.reset();
        anna_.platform.reset();
        const auto program = test::officeTerminal(office_, 1, place(1));
        QVERIFY(program->start());
        const auto end = program->waitFor(u"the sign-in"_s, test::isSignInEnd, patience);
        QVERIFY2(end && end->value(u"event"_s) == u"signin.ready"_s,
                 end ? "" : end.error().sentence().c_str());
        const auto records = recordsOf(*program);
        QCOMPARE(records.size(), qsizetype(before.size()));
        for (int i = 0; i < records.size(); ++i) {
            const auto record = records[i].toObject();
            const auto& old = before[std::size_t(i)];
            QCOMPARE(record.value(u"peer"_s).toString().toStdString(), old.peerUri);
            QCOMPARE(record.value(u"outgoing"_s).toBool(), old.outgoing);
            QCOMPARE(record.value(u"answered"_s).toBool(), old.answered);
            QCOMPARE(record.value(u"duration_ms"_s).toInteger(), old.duration.count());
        }
        QTRY_COMPARE_WITH_TIMEOUT(
            recordsOf(*program).first().toObject().value(u"contact"_s).toString(),
            u"dora@office.example"_s, patience);
        const auto answer = program->ask(
            u"history"_s,
            {{u"peer"_s, QString::fromStdString(office_.user(2))}, {u"calls"_s, true}});
        QVERIFY(answer.has_value());
        QStringList bodies;
        for (const auto& message : answer->value(u"messages"_s).toArray()) {
            bodies << message.toObject().value(u"body"_s).toString().section(u',', 0, 0);
        }
        QCOMPARE(bodies, (QStringList{u"You called"_s, u"You called"_s, u"Called you"_s,
                                      u"Missed call"_s, u"shall we talk?"_s}));
        program->stop();
    }
};

QTEST_GUILESS_MAIN(CallHistoryTest)
#include "CallHistoryTest.moc"
