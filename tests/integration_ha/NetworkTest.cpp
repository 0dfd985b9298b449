// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QTest>

#include "OwnNetwork.h"
#include "PeopleFixture.h"
#include "demo/Program.h"

using namespace sidetone;
using test::Machine;
using test::Person;

namespace {

constexpr int patience = 180'000;
constexpr int count = 60;
std::string forbidden;

}  // namespace

/// A network that fails in mid-chat: Anna's machine hangs on a cable of its own, the office and Ben
/// are at the other end.
class NetworkTest : public QObject {
    Q_OBJECT

    test::PeopleFixture people_;
    std::unique_ptr<Machine> machine_;
    std::unique_ptr<demo::Program> anna_;
    std::unique_ptr<Person> ben_;
    int round_ = 0;

    /// What the office's network is called in routes.
    [[nodiscard]] QString office() const {
        auto parts =
            QString::fromStdString(people_.office.insideAddress(0)).split(QLatin1Char('.'));
        parts[3] = QStringLiteral("0");
        return parts.join(QLatin1Char('.')) + QStringLiteral("/24");
    }
    bool route() const {
        return machine_->ip(
            QStringLiteral("route replace %1 via 10.1.0.1 src 10.1.0.10").arg(office()));
    }
    /// What goes to Anna's machine vanishes without a word, whatever she sends arrives.
    static bool swallow() {
        return test::did({QStringLiteral("ip"), QStringLiteral("route"), QStringLiteral("replace"),
                          QStringLiteral("blackhole"), QStringLiteral("10.1.0.10/32")});
    }
    static bool deliver() {
        return test::did({QStringLiteral("ip"), QStringLiteral("route"), QStringLiteral("del"),
                          QStringLiteral("blackhole"), QStringLiteral("10.1.0.10/32")});
    }
    [[nodiscard]] bool chatIs(const QString& state) {
        return anna_
            ->waitFor(
                QStringLiteral("chat ") + state,
                [&](const QJsonObject& event) {
                    return event[QLatin1String("event")] == QLatin1String("service") &&
                           event[QLatin1String("service")] == QLatin1String("chat") &&
                           event[QLatin1String("state")] == state;
                },
                patience)
            .has_value();
    }
    [[nodiscard]] QString annasAddress() const {
        return QString::fromStdString(people_.office.user(1));
    }
    void say(const std::string& mark, int number) {
        const auto text = mark + std::to_string(number);
        ben_->send(people_.address(1), "b" + text);
        const auto stored =
            anna_->ask(QStringLiteral("chat"),
                       {{QStringLiteral("peer"), QString::fromStdString(people_.office.user(2))},
                        {QStringLiteral("body"), QString::fromStdString("a" + text)}});
        QVERIFY2(stored.has_value(), stored ? "" : stored.error().sentence().c_str());
    }
    /// What Anna's history has, of those that begin like this.
    std::vector<std::string> annas(const std::string& start) {
        std::vector<std::string> texts;
        const auto page =
            anna_->ask(QStringLiteral("history"),
                       {{QStringLiteral("peer"), QString::fromStdString(people_.office.user(2))},
                        {QStringLiteral("limit"), 2000}});
        if (!page) return texts;
        for (const auto& value : page->value(QStringLiteral("messages")).toArray()) {
            const auto body =
                value.toObject().value(QStringLiteral("body")).toString().toStdString();
            if (body.starts_with(start)) texts.push_back(body);
        }
        std::sort(texts.begin(), texts.end());
        return texts;
    }
    std::vector<std::string> bens(const std::string& start) {
        std::vector<std::string> texts;
        for (const auto& message : ben_->history(people_.address(1))) {
            if (message.body.starts_with(start)) texts.push_back(message.body);
        }
        std::sort(texts.begin(), texts.end());
        return texts;
    }
    void talkThrough(const std::function<void()>& breakIt, const std::function<void()>& mendIt) {
        const auto mark = std::to_string(++round_) + "-";
        anna_->mark();
        for (int i = 0; i < count; ++i) {
            if (i == count / 3) breakIt();
            if (i == 2 * count / 3) mendIt();
            say(mark, i);
            if (QTest::currentTestFailed()) return;
        }
        auto wanted = test::numbered(mark, count);
        std::sort(wanted.begin(), wanted.end());
        for (const std::string from : {"a", "b"}) {
            auto texts = wanted;
            for (auto& text : texts) text = from + text;
            const auto isSame = [&] {
                QTest::qWait(300);
                return bens(from + mark) == texts && annas(from + mark) == texts;
            };
            if (QTest::qWaitFor(isSame, patience)) continue;
            QCOMPARE(bens(from + mark), texts);
            QCOMPARE(annas(from + mark), texts);
        }
    }

private Q_SLOTS:
    void initTestCase() {
        if (!forbidden.empty()) QSKIP(forbidden.c_str());
        QVERIFY2(people_.office.start(), people_.office.failure().c_str());
        machine_ = Machine::create(QStringLiteral("annas"), QStringLiteral("10.1.0.1/24"),
                                   QStringLiteral("10.1.0.10/24"));
        QVERIFY(machine_ && machine_->knowsOffice());
        auto parts =
            QString::fromStdString(people_.office.insideAddress(1)).split(QLatin1Char('.'));
        machine_->setNameServers({parts.join(QLatin1Char('.')) + QStringLiteral(":10053")});
        QVERIFY(route());
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("SIDETONE_CA_FILE"),
                           QString::fromStdString(people_.office.caFile()));
        environment.insert(QStringLiteral("SIDETONE_KEY_STORE"), QStringLiteral("memory"));
        environment.remove(QStringLiteral("SIDETONE_NAMESERVER"));
        const auto folder = people_.folder.path();
        const auto words = machine_->on(
            {QStringLiteral(SIDETONE_BIN_DIR "/sidetonectl"), QStringLiteral("--profile"),
             folder + QStringLiteral("/anna"), QStringLiteral("--audio-out"),
             folder + QStringLiteral("/anna.wav"), QStringLiteral("--password-file"),
             QString::fromStdString(people_.office.variable("SIDETONE_PASSWORD_FILE_1")),
             QStringLiteral("serve"), annasAddress()});
        anna_ = std::make_unique<demo::Program>(QStringLiteral("anna"), words.first(), words.mid(1),
                                                environment);
        QVERIFY(anna_->start().has_value());
        QVERIFY(chatIs(QStringLiteral("up")));
        ben_ = people_.person(2, "ben");
        QVERIFY(ben_->start());
        QTRY_VERIFY_WITH_TIMEOUT(ben_->isReady(), patience);
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
        machine_.reset();
    }

    void theCableIsPulledAndPutBack() {
        talkThrough([this] { QVERIFY(machine_->ip(QStringLiteral("link set eth0 down"))); },
                    [this] {
                        QVERIFY(chatIs(QStringLiteral("reconnecting")));
                        QVERIFY(machine_->ip(QStringLiteral("link set eth0 up")) && route());
                        QVERIFY(chatIs(QStringLiteral("up")));
                    });
    }
    /// Nothing comes from the server, and nobody says why; found out by silence.
    void packetsVanish() {
        talkThrough([] { QVERIFY(swallow()); },
                    [this] {
                        QVERIFY(chatIs(QStringLiteral("reconnecting")));
                        QVERIFY(deliver());
                        QVERIFY(chatIs(QStringLiteral("up")));
                    });
    }
    /// A bad radio: gaps that no link notices.
    void packetsVanishNowAndThen() {
        const auto flicker = [] {
            for (int i = 0; i < 10; ++i) {
                QVERIFY(swallow());
                QTest::qWait(200);
                QVERIFY(deliver());
                QTest::qWait(50);
            }
        };
        talkThrough(flicker, flicker);
    }
};

int main(int argc, char* argv[]) {
    forbidden = test::enterOwnNetwork();
    const QCoreApplication application(argc, argv);
    NetworkTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "NetworkTest.moc"
