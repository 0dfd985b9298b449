// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <algorithm>

#include "Stage.h"
#include "fake/Troubles.h"

using namespace sidetone;
using desktop::Shown::Report;
using desktop::Shown::Trouble;
using test::Stage;

/// Connection status, settings, problem reports, and what the hub says about trouble.
class ExplainTest : public QObject {
    Q_OBJECT
    std::unique_ptr<desktop::WindowHost> host_;

    void open(Stage& stage, const char* page = nullptr) {
        test::fill(stage.client, stage.clock.wallTime());
        QVERIFY(stage.show(*host_));
        stage.window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(stage.window));
        if (page == nullptr) return;
        QMetaObject::invokeMethod(stage.page(), "show", Q_ARG(QString, QString::fromLatin1(page)));
        stage.settle();
    }
    static bool logged(const Stage& stage, const std::string& line) {
        return std::count(stage.client.log.begin(), stage.client.log.end(), line) > 0;
    }
    static void press(const Stage& stage, const char* name) {
        QVERIFY(stage.find(name) != nullptr);
        QMetaObject::invokeMethod(stage.find(name), "clicked");
    }
    static Report stateOf(Stage& stage) {
        return static_cast<Report>(stage.desktop.report()->state());
    }

private Q_SLOTS:
    void initTestCase() { host_ = std::make_unique<desktop::WindowHost>(*qGuiApp); }

    void aFailedServiceShowsAtOnce() {
        Stage stage;
        open(stage, "status");
        stage.client.setServices(test::brokenServices());
        stage.settle();
        const auto rows = stage.items();
        const auto red = std::find_if(rows.begin(), rows.end(), [](const QQuickItem* item) {
            return item->property("isFailed").toBool() && !item->property("isWaiting").toBool();
        });
        QVERIFY(red != rows.end());
        QVERIFY((*red)->property("detail").toString().contains(QLatin1String("port 5061")));
        QCOMPARE((*red)->property("stateWords").toString(), QStringLiteral("Failed"));
    }
    void searchesTheSteps() {
        Stage stage;
        open(stage, "status");
        const auto all = stage.desktop.trace()->count();
        stage.find("traceSearch")->forceActiveFocus(Qt::TabFocusReason);
        stage.type("imp1");
        QVERIFY(stage.desktop.trace()->count() > 0);
        QVERIFY(stage.desktop.trace()->count() < all);
        QCOMPARE(stage.desktop.trace()->total(), all);
        QVERIFY(stage.desktop.trace()->text().contains(QLatin1String("_cisco-uds")));
        stage.type("nowhere");
        QCOMPARE(stage.desktop.trace()->count(), 0);
    }
    void theGravestTroubleComesFirst() {
        Stage stage;
        open(stage);
        const auto kind = [&] { return static_cast<Trouble>(stage.desktop.trouble()->kind()); };
        QVERIFY(kind() == Trouble::None);
        stage.client.setServices(test::brokenServices());
        QVERIFY(kind() == Trouble::Service);
        stage.client.setRefused({test::selfSigned(stage.clock.wallTime())});
        QVERIFY(kind() == Trouble::Certificate);
        stage.client.setNetwork(test::offline());
        QVERIFY(kind() == Trouble::Offline);
        stage.client.setNetwork(test::captivePortal());
        QVERIFY(kind() == Trouble::CaptivePortal);
        stage.client.setNetwork(test::inside());
        stage.client.setRefused({});
        stage.client.setServices(test::allServices());
        QVERIFY(kind() == Trouble::None);
    }
    void opensThePageOfACaptivePortal() {
        Stage stage;
        open(stage, "status");
        stage.client.setNetwork(test::captivePortal());
        stage.settle();
        press(stage, "portalButton");
        QCOMPARE(stage.opened, std::vector<QString>{QStringLiteral("http://login.hotel.example/")});
    }
    void aQuestionTakesNoFocus() {
        Stage stage;
        open(stage);
        stage.openChat();
        stage.type("half a ");
        stage.client.ask(test::question(signin::Question::Kind::Credentials));
        stage.settle();
        QVERIFY(stage.find("questionSheet") != nullptr);
        QVERIFY(stage.find("composer")->hasActiveFocus());
        stage.type("sentence");
        QCOMPARE(stage.desktop.chat()->draft(), QStringLiteral("half a sentence"));
        for (int i = 0; i < 5 && !stage.find("questionUser")->hasActiveFocus(); ++i) {
            stage.press(Qt::Key_F6);
        }
        QVERIFY(stage.find("questionUser")->hasActiveFocus());
    }
    void aSilentDirectoryIsSaidInTheSearch() {
        Stage stage;
        open(stage);
        stage.client.directoryTrouble =
            core::Error{core::ErrorCode::Timeout, "Searching the directory",
                        "ldap.office.example did not answer", ""};
        stage.press(Qt::Key_K, Qt::ControlModifier);
        stage.type("demir");
        stage.clock.advance(core::Milliseconds(500));
        stage.settle();
        QVERIFY(stage.desktop.search()->trouble().contains(QLatin1String("did not answer")));
        QVERIFY(stage.find("searchTrouble")->isVisible());
        stage.client.directoryTrouble.reset();
        stage.type("o");
        QVERIFY(stage.desktop.search()->trouble().isEmpty());
    }
    void listsEveryParameterBySection() {
        Stage stage;
        test::fillParameters(stage.client);
        QCOMPARE(stage.desktop.parameters()->count(), 0);
        open(stage, "parameters");
        QVERIFY(stage.desktop.parameters()->count() > 150);
        QCOMPARE(stage.desktop.parameters()->row(0).section, QStringLiteral("Sign-in"));
    }
    void findsAParameterByItsWordsAndItsName() {
        Stage stage;
        test::fillParameters(stage.client);
        open(stage, "parameters");
        QVERIFY(stage.find("parameterSearch")->hasActiveFocus());
        stage.type("minutes until");
        QCOMPARE(stage.desktop.parameters()->count(), 1);
        QCOMPARE(stage.desktop.parameters()->row(0).key,
                 QStringLiteral("Set_Status_Inactive_Timeout"));
        stage.desktop.parameters()->setFilter(QStringLiteral("inactive_timeout"));
        QCOMPARE(stage.desktop.parameters()->count(), 1);
    }
    void saysWhereAValueComesFromAndWhatItOverrode() {
        Stage stage;
        test::fillParameters(stage.client);
        open(stage, "parameters");
        stage.desktop.parameters()->setFilter(QStringLiteral("Set_Status_Inactive_Timeout"));
        auto row = stage.desktop.parameters()->row(0);
        QCOMPARE(row.value, QStringLiteral("5"));
        QCOMPARE(row.from, QStringLiteral("your own choice"));
        QVERIFY(row.own && row.lock.isEmpty());
        QCOMPARE(row.overrode,
                 QStringLiteral("group configuration file: 20\njabber-config.xml: 10"));
        QVERIFY(stage.desktop.parameters()->takeBack(row.key));
        row = stage.desktop.parameters()->row(0);
        QCOMPARE(row.value, QStringLiteral("20"));
        QVERIFY(!row.own);
    }
    void aLockedParameterSaysByWhom() {
        Stage stage;
        test::fillParameters(stage.client);
        open(stage, "parameters");
        stage.desktop.parameters()->setFilter(QStringLiteral("Disable_IM_History"));
        QCOMPARE(stage.desktop.parameters()->row(0).lock, QStringLiteral("policy of this machine"));
        QCOMPARE(stage.desktop.parameters()->row(0).value, QStringLiteral("Off"));
    }
    void changesAParameterByKeys() {
        Stage stage;
        test::fillParameters(stage.client);
        open(stage, "parameters");
        stage.type("EnableVideo");
        for (const auto key :
             {Qt::Key_Down, Qt::Key_Return, Qt::Key_Tab, Qt::Key_Tab, Qt::Key_Return}) {
            // A frame: rows that a key brings are laid out then.
            stage.window->grabWindow();
            stage.press(key);
        }
        QVERIFY2(logged(stage, "prefer EnableVideo=false"), stage.client.log.back().c_str());
    }
    void aRefusedChoiceIsSaid() {
        Stage stage;
        open(stage, "parameters");
        stage.client.refusal = core::Error{core::ErrorCode::InvalidInput, "Setting IP_Mode",
                                           "\"seven\" is not one of its choices", ""};
        QVERIFY(!stage.desktop.parameters()->choose(QStringLiteral("IP_Mode"),
                                                    QStringLiteral("seven")));
        QVERIFY(stage.desktop.notice().contains(QLatin1String("seven")));
    }
    void whatWasNotTakenIsSaid() {
        Stage stage;
        test::fillParameters(stage.client);
        const auto remarks = stage.desktop.parameters()->remarks();
        QVERIFY(remarks.contains(QLatin1String("jabber-config.xml, line 18")));
    }
    void aReportIsReadBeforeItIsSent() {
        Stage stage;
        open(stage, "report");
        QVERIFY(QTest::qWaitFor([&] { return stage.window->activeFocusItem() != nullptr; }));
        stage.type("silent");
        press(stage, "writeReport");
        QVERIFY(logged(stage, "makeReport silent"));
        QVERIFY(stateOf(stage) == Report::Writing);
        stage.client.finishReport(test::report("/tmp/report.zip"));
        stage.settle();
        QVERIFY(stateOf(stage) == Report::Written);
        QCOMPARE(stage.desktop.report()->count(), 5);
        QCOMPARE(stage.find("reportPath")->property("text").toString(),
                 QStringLiteral("/tmp/report.zip"));
        stage.desktop.report()->setChosen(1);
        stage.settle();
        QVERIFY(stage.find("reportText")
                    ->property("text")
                    .toString()
                    .contains(QLatin1String("_cisco-uds")));
        QVERIFY(!logged(stage, "sendReport /tmp/report.zip"));
        press(stage, "sendReport");
        QVERIFY(stateOf(stage) == Report::Sending);
        stage.client.finishSending(
            core::fail(core::ErrorCode::Timeout, "Sending the report", "no answer in 30 s"));
        QVERIFY(stateOf(stage) == Report::Written);
        QVERIFY(stage.desktop.report()->problem().contains(QLatin1String("30 s")));
        stage.desktop.report()->send();
        stage.client.finishSending({});
        QVERIFY(stateOf(stage) == Report::Sent);
    }
    void aReportThatCannotBeSentSaysWhy() {
        Stage stage;
        open(stage, "report");
        stage.desktop.report()->write({});
        auto report = test::report("/tmp/report.zip");
        report.uploadUrl.clear();
        report.whyNoUpload = "reports cannot be sent from outside";
        stage.client.finishReport(report);
        stage.settle();
        QVERIFY(!stage.find("sendReport")->isVisible());
        QCOMPARE(stage.desktop.report()->whyNotSent(),
                 QStringLiteral("reports cannot be sent from outside"));
        stage.desktop.report()->send();
        QVERIFY(stateOf(stage) == Report::Written);
    }
    void aDiscardedReportIsGone() {
        Stage stage;
        open(stage, "report");
        const QTemporaryDir folder;
        const auto path = folder.filePath(QStringLiteral("report.zip"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        stage.desktop.report()->write({});
        stage.client.finishReport(test::report(path.toStdString()));
        QVERIFY(stage.desktop.report()->openFolder());
        QCOMPARE(stage.opened.back(), QStringLiteral("file://") + folder.path());
        stage.desktop.report()->discard();
        QVERIFY(!QFile::exists(path));
        QVERIFY(stateOf(stage) == Report::Idle);
    }
    void aCancelledReportIsForgotten() {
        Stage stage;
        open(stage, "report");
        stage.desktop.report()->write({});
        stage.desktop.report()->cancel();
        stage.client.finishReport(test::report("/tmp/report.zip"));
        QVERIFY(stateOf(stage) == Report::Idle);
        QCOMPARE(stage.desktop.report()->count(), 0);
    }
    void aCertificateIsDecidedFromTheHub() {
        Stage stage;
        open(stage);
        stage.client.setRefused({test::selfSigned(stage.clock.wallTime())});
        stage.settle();
        QCOMPARE(stage.desktop.trouble()->action(), QStringLiteral("Show the certificate"));
        QMetaObject::invokeMethod(stage.page(), "show",
                                  Q_ARG(QString, QStringLiteral("certificate")));
        stage.settle();
        QVERIFY(stage.find("stopButton")->hasActiveFocus());
    }
};

QTEST_MAIN(ExplainTest)
#include "ExplainTest.moc"
