// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDBusConnection>
#include <QDBusInterface>
#include <QDBusReply>
#include <QTemporaryDir>
#include <QTest>

#include "Rows.h"
#include "integration_client/Terminal.h"

using namespace Qt::StringLiterals;
using namespace sidetone;
using demo::Program;

ROWS("PRES-08");

/// Another program of the same desktop reads who is available: this one, on a bus of its own, from
/// a client that is signed in to the office.
class PresenceBusTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QProcess daemon_;
    std::unique_ptr<demo::Stage> stage_;
    std::unique_ptr<Program> anna_;
    std::unique_ptr<Program> ben_;
    std::optional<QDBusConnection> bus_;
    std::vector<QStringList> changes_;  ///< address, state, text

    /// What `Of` or `Own` answers: the state and three words; empty: nobody is there.
    QStringList ask(const QString& method, const QString& address = {}) {
        auto call =
            QDBusMessage::createMethodCall(u"org.sidetone.Presence"_s, u"/org/sidetone/Presence"_s,
                                           u"org.sidetone.Presence1"_s, method);
        if (!address.isEmpty()) call << address;
        const auto answer = bus_->call(call, QDBus::BlockWithGui, 5'000);
        QStringList words;
        if (answer.type() != QDBusMessage::ReplyMessage) return words;
        for (const auto& argument : answer.arguments()) words << argument.toString();
        return words;
    }
    bool becomes(const QString& method, const QString& address, const QString& state,
                 const QString& text) {
        return QTest::qWaitFor(
            [&] {
                return ask(method, address).mid(0, 2) == QStringList{state, text};
            },
            20'000);
    }
    static void signIn(Program& program) {
        QVERIFY(program.start());
        const auto end = program.waitFor(u"the sign-in"_s, test::isSignInEnd, 30'000);
        QVERIFY(end.has_value());
        QCOMPARE(end->value(u"event"_s).toString(), u"signin.ready"_s);
    }

public Q_SLOTS:
    void changed(const QString& address, const QString& state, const QString& text,
                 const QString& /*activity*/) {
        changes_.push_back({address, state, text});
    }

private Q_SLOTS:
    void initTestCase() {
        daemon_.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
        QVERIFY(daemon_.waitForReadyRead(10'000));
        const auto address = QString::fromUtf8(daemon_.readLine()).trimmed();
        // The clients' environment is made of this program's.
        qputenv("DBUS_SESSION_BUS_ADDRESS", address.toUtf8());
        qputenv("SIDETONE_KEY_STORE", "memory");
        bus_ = QDBusConnection::connectToBus(address, u"reader"_s);
        QVERIFY(bus_->isConnected());
        auto built = demo::Stage::build(folder_.filePath(u"stage"_s),
                                        QStringLiteral(SIDETONE_BIN_DIR), {5, false});
        QVERIFY2(built.has_value(), built ? "" : built.error().sentence().c_str());
        stage_ = std::move(*built);
        anna_ = test::terminal(*stage_, 1, u"anna"_s);
        QCOMPARE(ask(u"Own"_s), QStringList());
        signIn(*anna_);
        // A second client has no name while the first one runs.
        ben_ = test::terminal(*stage_, 2, u"ben"_s);
        signIn(*ben_);
        QVERIFY(bus_->connect(u"org.sidetone.Presence"_s, u"/org/sidetone/Presence"_s,
                              u"org.sidetone.Presence1"_s, u"Changed"_s, this,
                              SLOT(changed(QString, QString, QString, QString))));
    }
    void cleanupTestCase() {
        anna_.reset();
        ben_.reset();
        stage_.reset();
        daemon_.terminate();
        daemon_.waitForFinished(5'000);
    }

    void tellsOurOwn() {
        QVERIFY(becomes(u"Own"_s, {}, u"available"_s, {}));
        QCOMPARE(ask(u"Own"_s).value(3), stage_->user(1));
        QVERIFY(anna_->ask(u"presence"_s, {{u"state"_s, u"dnd"_s}, {u"text"_s, u"Writing"_s}})
                    .has_value());
        QVERIFY(becomes(u"Own"_s, {}, u"dnd"_s, u"Writing"_s));
    }
    void tellsAContactsAndItsChange() {
        QVERIFY(becomes(u"Of"_s, stage_->user(2), u"available"_s, {}));
        changes_.clear();
        QVERIFY(ben_->ask(u"presence"_s, {{u"state"_s, u"away"_s}, {u"text"_s, u"Lunch"_s}})
                    .has_value());
        const QStringList wanted{stage_->user(2), u"away"_s, u"Lunch"_s};
        QVERIFY(QTest::qWaitFor(
            [&] { return std::find(changes_.begin(), changes_.end(), wanted) != changes_.end(); },
            20'000));
        QCOMPARE(ask(u"Of"_s, stage_->user(2)).mid(0, 2), (QStringList{u"away"_s, u"Lunch"_s}));
        QCOMPARE(ask(u"Of"_s, u"nobody@elsewhere.example"_s).value(0), u"unknown"_s);
        QVERIFY(!ask(u"Contacts"_s).isEmpty());
    }
    void canBeSwitchedOff() {
        const auto set = [](Program& program, const QString& value) {
            return program.ask(u"set"_s,
                               {{u"name"_s, u"Presence_On_Desktop_Bus"_s}, {u"value"_s, value}});
        };
        QVERIFY(set(*ben_, u"false"_s).has_value());
        const auto off = set(*anna_, u"false"_s);
        QVERIFY2(off.has_value(), off ? "" : off.error().sentence().c_str());
        QVERIFY(QTest::qWaitFor([this] { return ask(u"Own"_s).isEmpty(); }, 20'000));
        QVERIFY(set(*anna_, u"true"_s).has_value());
        QVERIFY(QTest::qWaitFor([this] { return !ask(u"Own"_s).isEmpty(); }, 20'000));
    }
};

QTEST_GUILESS_MAIN(PresenceBusTest)
#include "PresenceBusTest.moc"
