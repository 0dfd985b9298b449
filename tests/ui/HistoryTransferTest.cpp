// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <algorithm>

#include "Stage.h"

using namespace sidetone;
using messaging::HistoryTransferStage;
using test::Stage;

/// All messages from one device to another one, in the window of either side.
class HistoryTransferTest : public QObject {
    Q_OBJECT
    std::unique_ptr<desktop::WindowHost> host_;

    void open(Stage& stage, QSize size = QSize(1120, 720)) {
        test::fill(stage.client, stage.clock.wallTime());
        QVERIFY(stage.show(*host_, size));
        stage.window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(stage.window));
        stage.client.log.clear();
    }
    static void be(Stage& stage, const messaging::HistoryTransferState& state) {
        stage.client.moving().setState(state);
        stage.settle();
        stage.settle();
    }
    static void openPage(Stage& stage) {
        QMetaObject::invokeMethod(stage.page(), "show",
                                  Q_ARG(QString, QStringLiteral("history-transfer")));
        stage.settle();
        stage.settle();
    }
    static bool hears(const Stage& stage, const QString& words) {
        const auto items = stage.items();
        return std::any_of(items.begin(), items.end(), [&](QQuickItem* item) {
            auto* access = QAccessible::queryAccessibleInterface(item);
            return item->isVisible() && access != nullptr &&
                   access->text(QAccessible::Name).contains(words);
        });
    }

private Q_SLOTS:
    void initTestCase() {
        host_ = std::make_unique<desktop::WindowHost>(*qGuiApp);
        QAccessible::setActive(true);
    }

    /// The new device: asks, types the code, sees it come.
    void asksAndTypesTheCode() {
        Stage stage;
        open(stage);
        stage.go("settings");
        QVERIFY(stage.find("historyTransferRow") != nullptr);
        openPage(stage);
        QVERIFY(stage.find("transferAsk")->hasActiveFocus());
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.client.log.back(), std::string("history-ask"));
        be(stage, {HistoryTransferStage::NeedsCode, "Desk", {}, 0, 200, {}});
        auto* field = stage.find("transferCodeField");
        QVERIFY(field->isVisible() && field->hasActiveFocus());
        stage.type("abcd-efgh");
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.client.log.back(), std::string("history-code abcd-efgh"));
        be(stage, {HistoryTransferStage::NeedsCode, "Desk", {}, 0, 200, "That is not the code."});
        QVERIFY(hears(stage, QStringLiteral("That is not the code.")) ||
                stage.find("transferCodeField")->property("explanation").toString() ==
                    QStringLiteral("That is not the code."));
        be(stage, {HistoryTransferStage::Receiving, "Desk", {}, 50, 200, {}});
        QVERIFY(hears(stage, QStringLiteral("50 of about 200 messages.")));
        QCOMPARE(stage.desktop.historyTransfer()->share(), 0.25);
        QMetaObject::invokeMethod(stage.find("transferCancel"), "clicked");
        QCOMPARE(stage.client.log.back(), std::string("history-cancel"));
        be(stage, {HistoryTransferStage::Received, "Desk", {}, 200, 200, {}});
        QVERIFY(hears(stage, QStringLiteral("Your messages are here")));
    }

    /// The device that has them: a card wherever the person is, and the code on the page.
    void allowsAndShowsTheCode() {
        Stage stage;
        open(stage);
        QVERIFY(stage.find("askedAllow") == nullptr);
        be(stage, {HistoryTransferStage::Asked, "Laptop", {}, 0, 0, {}});
        QVERIFY(hears(stage, QStringLiteral("Laptop asks for all your messages")));
        // It must not be answered by a key that was meant for something else.
        QVERIFY(!stage.find("askedAllow")->hasActiveFocus());
        QMetaObject::invokeMethod(stage.find("askedAllow"), "clicked");
        stage.settle();
        stage.settle();
        QCOMPARE(stage.client.log.back(), std::string("history-allow"));
        be(stage, {HistoryTransferStage::Allowed, "Laptop", "ABCD EFGH", 0, 10, {}});
        QCOMPARE(stage.find("transferCode")->property("text").toString(),
                 QStringLiteral("ABCD EFGH"));
        be(stage, {HistoryTransferStage::Failed, "Laptop", {}, 0, 10, "The connection was lost."});
        QVERIFY(hears(stage, QStringLiteral("The connection was lost.")));
        QVERIFY(!stage.find("transferCode")->isVisible());
    }

    void refusesFromTheCard() {
        Stage stage;
        open(stage, QSize(400, 720));
        be(stage, {HistoryTransferStage::Asked, {}, {}, 0, 0, {}});
        QVERIFY(hears(stage, QStringLiteral("Another device asks for all your messages")));
        QMetaObject::invokeMethod(stage.find("askedRefuse"), "clicked");
        QCOMPARE(stage.client.log.back(), std::string("history-refuse"));
        be(stage, {});
        QVERIFY(stage.find("askedAllow") == nullptr);
    }

    void everythingThatTakesKeysHasAName() {
        Stage stage;
        open(stage);
        openPage(stage);
        for (int number = 0; number <= int(HistoryTransferStage::Failed); ++number) {
            be(stage, {HistoryTransferStage(number), "Desk", number == 6 ? "CODE" : "", 1, 2, "x"});
            for (auto* item : stage.items()) {
                if (!item->isVisible() || !item->activeFocusOnTab()) continue;
                auto* access = QAccessible::queryAccessibleInterface(item);
                QVERIFY2(access != nullptr && !access->text(QAccessible::Name).trimmed().isEmpty(),
                         qPrintable(item->objectName()));
            }
        }
    }
};

QTEST_MAIN(HistoryTransferTest)
#include "HistoryTransferTest.moc"
