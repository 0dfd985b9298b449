// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSet>
#include <algorithm>

#include "Stage.h"

using namespace sidetone;
using test::Stage;

/// The windows by the keyboard alone.
class KeysTest : public QObject {
    Q_OBJECT
    std::unique_ptr<desktop::WindowHost> host_;

    void open(Stage& stage, QSize size = QSize(1120, 720)) {
        test::fill(stage.client, stage.clock.wallTime());
        QVERIFY(stage.show(*host_, size));
        stage.window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(stage.window));
    }

private Q_SLOTS:
    void initTestCase() { host_ = std::make_unique<desktop::WindowHost>(*qGuiApp); }

    void signsInByKeys() {
        Stage stage;
        QVERIFY(stage.show(*host_));
        stage.window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(stage.window));
        stage.type("robin@office.example");
        stage.press(Qt::Key_Return);
        stage.type("secret");
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.client.log.back(), std::string("signIn robin@office.example with"));
        stage.press(Qt::Key_Escape);
        QCOMPARE(stage.client.log.back(), std::string("signOut"));
    }
    void hearsAndDeletesAVoiceMessage() {
        Stage stage;
        open(stage);
        test::fillVoicemail(stage.client, stage.clock.wallTime());
        QCOMPARE(stage.desktop.voicemail()->unread(), 1);
        stage.press(Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(stage.client.log.back(), std::string("voiceRefresh"));
        auto* list = stage.find("voicemailList");
        QVERIFY(list != nullptr);
        list->forceActiveFocus(Qt::TabFocusReason);
        stage.press(Qt::Key_Return);
        const auto& log = stage.client.log;
        QVERIFY(std::find(log.begin(), log.end(), "voicePlay 0:1") != log.end());
        QVERIFY(stage.desktop.voicemail()->row(0).playing);
        QCOMPARE(stage.desktop.voicemail()->unread(), 0);
        stage.press(Qt::Key_Return);
        QCOMPARE(log.back(), std::string("voiceStop"));
        stage.press(Qt::Key_Delete);
        QCOMPARE(log.back(), std::string("voiceRemove 0:1"));
        QVERIFY(stage.desktop.voicemail()->row(0).deleted);
        stage.client.refusal =
            core::fail(core::ErrorCode::Unsupported, "Playing the voice message");
        stage.press(Qt::Key_Return);
        QVERIFY(!stage.desktop.notice().isEmpty());
    }
    void searchesAndOpensAChat() {
        Stage stage;
        open(stage);
        stage.press(Qt::Key_K, Qt::ControlModifier);
        stage.type("demir");
        QVERIFY(stage.desktop.search()->count() >= 1);
        stage.press(Qt::Key_Return);
        QVERIFY(stage.desktop.chat()->isOpen());
        QVERIFY(stage.desktop.chat()->name().contains(QLatin1String("Demir")));
        QVERIFY(stage.find("composer")->hasActiveFocus());
    }
    void arrowsMoveInTheList() {
        Stage stage;
        open(stage);
        stage.press(Qt::Key_K, Qt::ControlModifier);
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.desktop.chat()->address(), stage.desktop.contacts()->addressAt(1));
    }
    void enterSendsAndShiftEnterDoesNot() {
        Stage stage;
        open(stage);
        stage.openChat();
        QVERIFY(stage.find("composer")->hasActiveFocus());
        stage.type("one");
        stage.press(Qt::Key_Return, Qt::ShiftModifier);
        stage.type("two");
        stage.press(Qt::Key_Return);
        QVERIFY(std::count(stage.client.log.begin(), stage.client.log.end(), "send one\ntwo") == 1);
        QCOMPARE(stage.desktop.chat()->draft(), QString());
        QCOMPARE(stage.find("composer")->property("text").toString(), QString());
    }
    void callKeys() {
        Stage stage;
        open(stage);
        auto& phone = stage.client.phone();
        const auto keys = Qt::ControlModifier | Qt::ShiftModifier;
        phone.ring("sip:camille.moreau@office.example", "");
        stage.settle();
        stage.press(Qt::Key_A, keys);
        stage.press(Qt::Key_M, keys);
        stage.press(Qt::Key_O, keys);
        stage.press(Qt::Key_H, keys);
        const std::vector<std::string> wanted{"answer 1", "mute 1", "hold 1", "hangUp 1"};
        QCOMPARE(phone.log, wanted);
    }
    void joinsCallsIntoAConferenceByAKey() {
        Stage stage;
        open(stage);
        auto& phone = stage.client.phone();
        const auto first = phone.dial("elif.demir@office.example").value_or(0);
        phone.move(first, telephony::CallState::Connected);
        // One call alone cannot be joined with anything.
        stage.press(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(phone.log.back() != "merge");
        phone.move(first, telephony::CallState::HeldHere);
        const auto second = phone.dial("2002").value_or(0);
        phone.move(second, telephony::CallState::Connected);
        stage.settle();
        const auto* button = stage.find("mergeButton");
        QVERIFY(button != nullptr && button->isVisible());
        stage.press(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(phone.log.back(), std::string("merge"));
        QVERIFY(!stage.desktop.calls()->conferenceWords().isEmpty());
        QVERIFY(!stage.desktop.calls()->canMerge());
        QVERIFY(!button->isVisible());
        stage.press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(phone.log.size(), std::size_t(5));
        // Who hangs up leaves, and with them the conference is over.
        stage.press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(phone.call(first)->state == telephony::CallState::Ended);
        QVERIFY(phone.call(second)->state == telephony::CallState::Ended);
    }
    void incomingCallTakesNoFocus() {
        Stage stage;
        open(stage);
        stage.openChat();
        stage.client.phone().ring("sip:camille.moreau@office.example", "");
        stage.settle();
        QVERIFY(stage.find("incomingCard") != nullptr);
        QVERIFY(stage.find("composer")->hasActiveFocus());
        stage.type("still typing");
        QCOMPARE(stage.desktop.chat()->draft(), QStringLiteral("still typing"));
    }
    void regionsByF6() {
        Stage stage;
        open(stage);
        stage.openChat();
        QSet<QQuickItem*> visited;
        for (int i = 0; i < 3; ++i) {
            stage.press(Qt::Key_F6);
            visited << stage.window->activeFocusItem();
        }
        QCOMPARE(visited.size(), 3);
    }
    void escapeGoesBackOnAPhone() {
        Stage stage;
        open(stage, QSize(400, 720));
        stage.openChat();
        QCOMPARE(stage.page()->property("detail").toString(), QStringLiteral("chat"));
        stage.press(Qt::Key_Escape);
        QCOMPARE(stage.page()->property("detail").toString(), QString());
    }
    void tabReachesEverythingAndReturns() {
        Stage stage;
        open(stage);
        stage.openChat();
        QSet<QQuickItem*> stops;
        for (int i = 0; i < 40; ++i) {
            stage.press(Qt::Key_Tab);
            stops << stage.window->activeFocusItem();
        }
        QVERIFY2(stops.size() >= 9, qPrintable(QString::number(stops.size())));
        QVERIFY(stops.contains(stage.find("search")));
        QVERIFY(stops.contains(stage.find("composer")));
    }
};

QTEST_MAIN(KeysTest)
#include "KeysTest.moc"
