// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>

#include "Stage.h"

using namespace sidetone;
using test::Stage;

/// What a screen reader hears: everything that takes the keyboard has a name.
class AccessTest : public QObject {
    Q_OBJECT
    std::unique_ptr<desktop::WindowHost> host_;

    static void walk(QQuickItem* item, QStringList& nameless, int& stops) {
        if (!item->isVisible()) return;
        if (item->activeFocusOnTab()) {
            ++stops;
            auto* access = QAccessible::queryAccessibleInterface(item);
            const bool named =
                access != nullptr && !access->text(QAccessible::Name).trimmed().isEmpty();
            if (!named) {
                nameless << QString::fromLatin1(item->metaObject()->className()) + u' ' +
                                item->objectName();
            }
        }
        for (auto* child : item->childItems()) walk(child, nameless, stops);
    }
    static void check(const Stage& stage, int least) {
        QStringList nameless;
        int stops = 0;
        walk(stage.window->contentItem(), nameless, stops);
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
        QVERIFY2(stops >= least, qPrintable(QString::number(stops)));
    }
    static void fillStage(Stage& stage) { test::fill(stage.client, stage.clock.wallTime()); }

private Q_SLOTS:
    void initTestCase() {
        host_ = std::make_unique<desktop::WindowHost>(*qGuiApp);
        QAccessible::setActive(true);
    }
    void signIn() {
        Stage stage;
        QVERIFY(stage.show(*host_));
        check(stage, 3);
    }
    void failedSignIn() {
        Stage stage;
        stage.client.setTrace(test::badTrace());
        stage.client.fail(test::wrongPassword());
        QVERIFY(stage.show(*host_));
        check(stage, 4);
        auto* problem = stage.find("problem");
        QVERIFY(problem != nullptr);
        QVERIFY(problem->property("text").toString().contains(QLatin1String("does not accept")));
    }
    void hub() {
        for (const QSize size : {QSize(1120, 720), QSize(400, 720)}) {
            Stage stage;
            fillStage(stage);
            test::fillVoicemail(stage.client, stage.clock.wallTime());
            QVERIFY(stage.show(*host_, size));
            for (const char* place : {"contacts", "chats", "calls", "voicemail", "settings"}) {
                stage.go(place);
                check(stage, 6);
            }
        }
    }
    void chatWithCall() {
        Stage stage;
        fillStage(stage);
        QVERIFY(stage.show(*host_));
        stage.openChat();
        auto& phone = stage.client.phone();
        phone.move(phone.dial("elif.demir@office.example").value_or(0),
                   telephony::CallState::Connected);
        phone.ring("sip:camille.moreau@office.example", "");
        stage.settle();
        check(stage, 15);
        QVERIFY(stage.find("hangUpButton") != nullptr);
        QVERIFY(stage.find("answerButton") != nullptr);
    }
    void lockTellsTheTruth() {
        Stage stage;
        fillStage(stage);
        QVERIFY(stage.show(*host_));
        QVERIFY(stage.desktop.services()->chatSecure());
        auto services = test::allServices();
        services[0].state = client::ServiceState::Reconnecting;
        stage.client.setServices(services);
        QVERIFY(!stage.desktop.services()->chatSecure());
        QVERIFY(!stage.desktop.services()->trouble().isEmpty());
    }
    void pressActionWorks() {
        Stage stage;
        fillStage(stage);
        QVERIFY(stage.show(*host_));
        stage.client.phone().ring("sip:camille.moreau@office.example", "");
        stage.settle();
        auto* access = QAccessible::queryAccessibleInterface(stage.find("declineButton"));
        QVERIFY(access != nullptr && access->actionInterface() != nullptr);
        access->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(stage.client.phone().log.back(), std::string("decline 1"));
    }
};

QTEST_MAIN(AccessTest)
#include "AccessTest.moc"
