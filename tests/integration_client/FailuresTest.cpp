// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "Rows.h"
#include "integration_client/Terminal.h"

using namespace Qt::StringLiterals;
using namespace sidetone;

ROWS("NONE-02", "AUTH-05", "AUTH-09", "DISC-04", "DISC-21", "PROV-01", "PROV-02", "AUTH-01");

/// Every way in which a sign-in can end badly, on real servers that were broken for it: one
/// sentence that says what to do, within the deadline, and nothing left half signed in.
class FailuresTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::unique_ptr<demo::Stage> stage_;
    int run_ = 0;

    /// The end of a sign-in of Anna.
    core::Result<QJsonObject> signIn(const QString& passwordFile = {},
                                     const QString& address = {}) {
        auto program = test::terminal(*stage_, 1, u"anna-%1"_s.arg(++run_), passwordFile, address);
        if (auto started = program->start(); !started) return started.error();
        auto end = program->waitFor(u"the end of the sign-in"_s, test::isSignInEnd, 21'000);
        if (!end) return end;
        const auto status = program->ask(u"status"_s);
        if (!status) return status;
        QJsonObject both = *end;
        both.insert(u"services"_s, status->value(u"services"_s));
        both.insert(u"state"_s, status->value(u"state"_s));
        return both;
    }

    void expectFailure(const core::Result<QJsonObject>& end, const QString& code,
                       const QString& words) {
        QVERIFY2(end.has_value(), end ? "" : end.error().sentence().c_str());
        const auto sentence = end->value(u"sentence"_s).toString();
        QCOMPARE(end->value(u"event"_s).toString(), u"signin.failed"_s);
        QVERIFY2(end->value(u"code"_s) == code, qPrintable(sentence));
        QVERIFY2(sentence.contains(words), qPrintable(sentence));
        QVERIFY2(!end->value(u"advice"_s).toString().isEmpty(), qPrintable(sentence));
        QCOMPARE(end->value(u"state"_s).toString(), u"failed"_s);
        QVERIFY(end->value(u"services"_s).toArray().isEmpty());
    }

    void office(const QStringList& words) {
        const auto done = stage_->office(words);
        QVERIFY2(done.has_value(), done ? "" : done.error().sentence().c_str());
    }

private Q_SLOTS:
    void initTestCase() {
        auto stage =
            demo::Stage::build(folder_.filePath(u"stage"_s), QStringLiteral(SIDETONE_BIN_DIR),
                               {.people = 5, .display = false});
        QVERIFY2(stage.has_value(), stage ? "" : stage.error().sentence().c_str());
        stage_ = std::move(*stage);
    }
    void cleanupTestCase() { stage_.reset(); }

    void allIsWell() {
        const auto end = signIn();
        QVERIFY2(end.has_value(), end ? "" : end.error().sentence().c_str());
        QVERIFY2(end->value(u"event"_s) == u"signin.ready"_s,
                 qPrintable(end->value(u"sentence"_s).toString()));
        for (const auto& service : end->value(u"services"_s).toArray()) {
            QCOMPARE(service.toObject().value(u"state"_s).toString(), u"up"_s);
        }
        QCOMPARE(end->value(u"services"_s).toArray().size(), 3);
    }
    void wrongPassword() {
        const auto file = folder_.filePath(u"wrong"_s);
        QFile wrong(file);
        QVERIFY(wrong.open(QIODevice::WriteOnly));
        wrong.write("not the password\n");
        wrong.close();
        expectFailure(signIn(file), u"unauthorised"_s, u"password"_s);
    }
    void unknownDomain() {
        expectFailure(signIn({}, u"anna@nowhere.example"_s), u"not-found"_s, u"nowhere.example"_s);
    }
    void notAnAddress() {
        auto program = test::terminal(*stage_, 1, u"nobody"_s, {}, u"anna"_s);
        QVERIFY(program->start());
        QSignalSpy ended(program.get(), &demo::Program::ended);
        QVERIFY(ended.count() == 1 || ended.wait(5'000));
    }
    void deadCallManager() {
        office({u"fault"_s, u"contracts"_s, u"stop"_s});
        const auto end = signIn();
        office({u"fault"_s, u"contracts"_s, u"start"_s});
        expectFailure(end, u"refused"_s, u"8443"_s);
    }
    void frozenCallManager() {
        office({u"fault"_s, u"contracts"_s, u"freeze"_s});
        const auto end = signIn();
        office({u"fault"_s, u"contracts"_s, u"thaw"_s});
        expectFailure(end, u"timeout"_s, u"8443"_s);
    }
    void certificateOfTheCallManager_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("expired") << u"expired"_s << u"expired"_s;
        QTest::newRow("wrong name") << u"wrong-name"_s << u"cucm1"_s;
        QTest::newRow("self-signed") << u"self-signed"_s << u"self-signed"_s;
    }
    void certificateOfTheCallManager() {
        QFETCH(QString, kind);
        QFETCH(QString, words);
        office({u"cert"_s, u"contracts"_s, kind});
        const auto end = signIn();
        office({u"cert"_s, u"contracts"_s, u"good"_s});
        expectFailure(end, u"untrusted"_s, words);
    }
    void certificateOfChat() {
        office({u"cert"_s, u"prosody"_s, u"expired"_s});
        const auto end = signIn();
        office({u"cert"_s, u"prosody"_s, u"good"_s});
        expectFailure(end, u"untrusted"_s, u"expired"_s);
    }
    void deadChat() {
        office({u"fault"_s, u"prosody"_s, u"stop"_s});
        const auto end = signIn();
        office({u"fault"_s, u"prosody"_s, u"start"_s});
        expectFailure(end, u"refused"_s, u"5222"_s);
    }
    void silentNameServer() {
        office({u"fault"_s, u"knot-inside"_s, u"freeze"_s});
        const auto end = signIn();
        office({u"fault"_s, u"knot-inside"_s, u"thaw"_s});
        expectFailure(end, u"timeout"_s, u"name server"_s);
    }
    void aDeadPhoneServiceIsSaidAndDoesNotStopChat() {
        office({u"fault"_s, u"kamailio"_s, u"stop"_s});
        const auto end = signIn();
        office({u"fault"_s, u"kamailio"_s, u"start"_s});
        QVERIFY2(end.has_value(), end ? "" : end.error().sentence().c_str());
        QCOMPARE(end->value(u"event"_s).toString(), u"signin.ready"_s);
        bool said = false;
        for (const auto& value : end->value(u"services"_s).toArray()) {
            const auto service = value.toObject();
            if (service.value(u"service"_s) != u"calls"_s) continue;
            said = service.value(u"state"_s) != u"up"_s &&
                   service.value(u"detail"_s).toString().contains(u"5061"_s);
        }
        QVERIFY(said);
    }
    void afterAllThatItWorksAgain() {
        const auto end = signIn();
        QVERIFY2(end.has_value(), end ? "" : end.error().sentence().c_str());
        QVERIFY2(end->value(u"event"_s) == u"signin.ready"_s,
                 qPrintable(end->value(u"sentence"_s).toString()));
    }
};

QTEST_GUILESS_MAIN(FailuresTest)
#include "FailuresTest.moc"
