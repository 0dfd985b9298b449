// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <algorithm>

#include "Stage.h"
#include "fake/Troubles.h"

using namespace sidetone;
using desktop::Shown::SignIn;
using test::Stage;
using Kind = signin::Question::Kind;

/// From the first start to the hub, by the keyboard: address, password, questions, certificates.
class SignInTest : public QObject {
    Q_OBJECT
    std::unique_ptr<desktop::WindowHost> host_;

    void open(Stage& stage) {
        QVERIFY(stage.show(*host_));
        stage.window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(stage.window));
        stage.settle();
    }
    /// In the middle of a sign-in.
    void begin(Stage& stage) {
        open(stage);
        stage.type("robin@office.example");
        stage.press(Qt::Key_Return);
        stage.type("secret");
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.desktop.signIn()->stage(), static_cast<int>(SignIn::Running));
    }
    static bool logged(const Stage& stage, const std::string& line) {
        return std::count(stage.client.log.begin(), stage.client.log.end(), line) > 0;
    }
    static QString textOf(const Stage& stage, const char* name) {
        auto* item = stage.find(name);
        return item == nullptr ? QString() : item->property("text").toString();
    }

private Q_SLOTS:
    void initTestCase() { host_ = std::make_unique<desktop::WindowHost>(*qGuiApp); }

    void asksForTheAddressAlone() {
        Stage stage;
        open(stage);
        QVERIFY(stage.find("address")->hasActiveFocus());
        QVERIFY(!stage.find("password")->isVisible());
    }
    void saysWhatIsWrongWithAnAddress() {
        Stage stage;
        open(stage);
        stage.type("robin");
        stage.press(Qt::Key_Return);
        QVERIFY(stage.desktop.signIn()->addressProblem().contains(QLatin1String("no @")));
        QVERIFY(stage.find("address")->property("wrong").toBool());
        stage.type("@office.example");
        QVERIFY(stage.desktop.signIn()->addressProblem().isEmpty());
        stage.press(Qt::Key_Return);
        QVERIFY(stage.find("password")->hasActiveFocus());
    }
    void typesOnlyTheUserWhereTheDomainIsPreset() {
        Stage stage;
        stage.client.setPresetDomain("office.example");
        open(stage);
        stage.type("robin");
        stage.press(Qt::Key_Return);
        stage.type("secret");
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.client.log.back(), std::string("signIn robin@office.example with"));
    }
    void anotherDomainCanStillBeTyped() {
        Stage stage;
        stage.client.setPresetDomain("office.example");
        open(stage);
        stage.type("robin@other.example");
        QCOMPARE(stage.desktop.signIn()->address(), QStringLiteral("robin@other.example"));
    }
    void aLinkPresetsTheDomainOfAnOpenPage() {
        Stage stage;
        open(stage);
        QVERIFY(stage.client.openLink("ciscojabber://provision?ServicesDomain=linked.example"));
        stage.settle();
        stage.type("robin");
        QCOMPARE(stage.desktop.signIn()->address(), QStringLiteral("robin@linked.example"));
    }
    void rememberIsTheClients() {
        Stage stage;
        open(stage);
        QVERIFY(!stage.client.remembers);
        stage.type("robin@office.example");
        stage.press(Qt::Key_Return);
        stage.find("rememberButton")->forceActiveFocus(Qt::TabFocusReason);
        stage.press(Qt::Key_Space);
        QVERIFY(stage.client.remembers);
        stage.press(Qt::Key_Return);
        QVERIFY(!stage.client.remembers);
    }
    void saysWhereThereIsNoKeyStore() {
        Stage stage;
        stage.client.keyStore = false;
        open(stage);
        const auto detail = stage.find("rememberButton")->property("detail").toString();
        QVERIFY(detail.contains(QLatin1String("no key store")));
    }
    void needsNoPasswordWhereOneIsKept() {
        Stage stage;
        stage.client.knownPeople = {"robin@office.example"};
        open(stage);
        stage.type("robin@office.example");
        stage.press(Qt::Key_Return);
        QVERIFY(stage.find("againButton")->hasActiveFocus());
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.client.log.back(), std::string("signInAgain robin@office.example"));
        stage.client.fail(test::wrongPassword());
        stage.settle();
        QVERIFY(stage.find("password")->isVisible());
    }
    void continuesInTheBrowser() {
        Stage stage;
        open(stage);
        stage.type("robin@office.example");
        stage.press(Qt::Key_Return);
        QMetaObject::invokeMethod(stage.find("browserButton"), "clicked");
        QVERIFY(logged(stage, "signInAgain robin@office.example"));
    }
    void resumesWhoStayedSignedIn() {
        const QTemporaryDir folder;
        const auto file = folder.filePath(QStringLiteral("window.ini"));
        test::VirtualClock clock;
        test::FakeClient client(clock);
        client.knownPeople = {"robin@office.example"};
        const auto start = [&](bool signsOut) {
            desktop::Settings settings(file);
            desktop::Desktop windows(client, clock, settings);
            const bool resumed = windows.signIn()->resume();
            if (!resumed) {
                windows.signIn()->offer(QStringLiteral("robin@office.example"));
                windows.signIn()->setRemember(true);
                windows.signIn()->signInAgain();
            }
            client.setState(client::ClientState::Ready);
            if (signsOut) windows.session()->signOut();
            return resumed;
        };
        QVERIFY(!start(false));
        client.signOut();
        QVERIFY(start(true));
        QVERIFY(!start(false));
    }
    void saysThePresentStep() {
        Stage stage;
        begin(stage);
        stage.client.setTrace(test::goodTrace(4));
        stage.settle();
        QCOMPARE(textOf(stage, "presentStep"),
                 QStringLiteral("Finding the home cluster of robin.keller"));
        stage.press(Qt::Key_Escape);
        QCOMPARE(stage.client.log.back(), std::string("signOut"));
        QVERIFY(stage.find("password")->isVisible());
    }
    void failureOffersTheSteps() {
        Stage stage;
        begin(stage);
        stage.client.setTrace(test::badTrace());
        stage.client.fail(test::wrongPassword());
        stage.settle();
        QVERIFY(textOf(stage, "problem").contains(QLatin1String("does not accept")));
        QVERIFY(stage.find("password")->hasActiveFocus());
        QCOMPARE(textOf(stage, "signInButton"), QStringLiteral("Try again"));
        QVERIFY(stage.find("traceList") == nullptr);
        QMetaObject::invokeMethod(stage.find("stepsButton"), "clicked");
        stage.settle();
        QVERIFY(stage.find("traceList") != nullptr);
        stage.press(Qt::Key_F6);
        QVERIFY(!stage.find("password")->hasActiveFocus());
    }
    void advancedSettingsAreCheckedInWords() {
        Stage stage;
        open(stage);
        QMetaObject::invokeMethod(stage.find("advancedButton"), "clicked");
        stage.settle();
        stage.desktop.connection()->setType(
            static_cast<int>(client::ConnectionSettings::AccountType::CallManager));
        stage.settle();
        stage.find("TftpServer1")->forceActiveFocus(Qt::TabFocusReason);
        stage.type("tftp..office");
        stage.press(Qt::Key_Return);
        QVERIFY(stage.find("TftpServer1")
                    ->property("explanation")
                    .toString()
                    .contains(QLatin1String("no server name")));
        QVERIFY(stage.find("CcmcipServer1")
                    ->property("explanation")
                    .toString()
                    .contains(QLatin1String("needs an address")));
        QVERIFY(!logged(stage, "setConnectionSettings"));
        stage.find("TftpServer1")->setProperty("text", QString());
        stage.type("tftp.office.example");
        stage.find("CcmcipServer1")->forceActiveFocus(Qt::TabFocusReason);
        stage.type("10.1.2.3");
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.client.connectionSettings().tftpServer, std::string("tftp.office.example"));
        QCOMPARE(stage.client.connectionSettings().ccmcipServer, std::string("10.1.2.3"));
        QVERIFY(stage.find("address")->isVisible());
        QVERIFY(stage.desktop.connection()->manual());
    }
    void backToAutomatic() {
        Stage stage;
        client::ConnectionSettings kept;
        kept.type = client::ConnectionSettings::AccountType::ImAndPresence;
        kept.loginServer = "imp1.office.example";
        QVERIFY(stage.client.setConnectionSettings(kept));
        open(stage);
        QMetaObject::invokeMethod(stage.find("advancedButton"), "clicked");
        stage.settle();
        QMetaObject::invokeMethod(stage.find("automaticButton"), "clicked");
        QVERIFY(stage.client.connectionSettings() == client::ConnectionSettings{});
        stage.settle();
        QVERIFY(stage.find("address")->hasActiveFocus());
    }
    void lockedAddressesCannotBeTyped() {
        Stage stage;
        test::fillParameters(stage.client);
        open(stage);
        QMetaObject::invokeMethod(stage.find("advancedButton"), "clicked");
        stage.settle();
        auto* voice = stage.find("VoiceServicesDomain");
        QVERIFY(voice->property("readOnly").toBool());
        QCOMPARE(voice->property("text").toString(), QStringLiteral("voice.office.example"));
        QVERIFY(voice->property("explanation")
                    .toString()
                    .contains(QLatin1String("policy of this machine")));
        voice->forceActiveFocus(Qt::TabFocusReason);
        stage.type("x");
        QVERIFY(!stage.desktop.connection()->edited());
    }
    void aRefusalOfTheClientIsShown() {
        Stage stage;
        open(stage);
        stage.client.refusal = core::Error{core::ErrorCode::Forbidden, "Setting servers by hand",
                                           "policy has locked them", ""};
        stage.desktop.connection()->edit(QStringLiteral("ServicesDomain"),
                                         QStringLiteral("office.example"));
        QVERIFY(!stage.desktop.connection()->save());
        QVERIFY(stage.desktop.connection()->problem().contains(QLatin1String("locked")));
    }
    void theKeyboardScrollsWhatItReachesIntoSight() {
        Stage stage;
        QVERIFY(stage.show(*host_, QSize(400, 500)));
        QMetaObject::invokeMethod(stage.find("advancedButton"), "clicked");
        stage.desktop.connection()->setType(2);
        stage.settle();
        auto* save = stage.find("saveConnection");
        const auto bottom = [save] { return save->mapToScene({0, save->height()}).y(); };
        QVERIFY(bottom() > 500);
        save->forceActiveFocus(Qt::TabFocusReason);
        stage.settle();
        QVERIFY2(bottom() <= 500, qPrintable(QString::number(bottom())));
    }
    void answersAQuestion() {
        Stage stage;
        begin(stage);
        stage.client.ask(test::question(Kind::Credentials, 7));
        stage.settle();
        QVERIFY(stage.find("questionSecret")->hasActiveFocus());
        stage.type("open sesame");
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.client.log.back(), std::string("answer 7 robin.keller with"));
        QCOMPARE(stage.client.answered.reveal(), std::string("open sesame"));
        QVERIFY(stage.find("presentStep")->isVisible());
    }
    void theNextQuestionBeginsEmpty() {
        Stage stage;
        begin(stage);
        stage.client.ask(test::question(Kind::CertificatePassword, 1));
        stage.client.ask(test::question(Kind::AuthenticationString, 2));
        stage.settle();
        stage.type("first");
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.find("questionSecret")->property("text").toString(), QString());
        QVERIFY(stage.find("questionSecret")->hasActiveFocus());
        stage.press(Qt::Key_Escape);
        QCOMPARE(stage.client.log.back(), std::string("decline 2"));
    }
    void opensTheBrowserAgain() {
        Stage stage;
        begin(stage);
        stage.client.ask(test::question(Kind::Browser));
        stage.settle();
        QVERIFY(stage.opened.empty());
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.opened.size(), std::size_t(1));
        QVERIFY(stage.opened[0].startsWith(QLatin1String("https://login.office.example/")));
        stage.press(Qt::Key_Escape);
        QVERIFY(logged(stage, "decline 1"));
    }
    void opensNothingButPages() {
        Stage stage;
        begin(stage);
        auto question = test::question(Kind::Browser);
        question.url = "file:///etc/passwd";
        stage.client.ask(question);
        stage.settle();
        QVERIFY(!stage.desktop.question()->openBrowser());
        QVERIFY(stage.opened.empty());
    }
    void stopsAtACertificateByDefault() {
        Stage stage;
        begin(stage);
        const auto refused = test::selfSigned(stage.clock.wallTime());
        stage.client.setRefused({refused});
        stage.client.fail(refused.error);
        stage.settle();
        QVERIFY(stage.find("stopButton")->hasActiveFocus());
        stage.press(Qt::Key_Return);
        QVERIFY(!logged(stage, "trust cucm1.office.example:8443"));
        QVERIFY(textOf(stage, "problem").contains(QLatin1String("vouches")));
    }
    void trustTakesTwoDecisions() {
        Stage stage;
        begin(stage);
        const auto refused = test::selfSigned(stage.clock.wallTime());
        stage.client.setRefused({refused});
        stage.client.fail(refused.error);
        stage.settle();
        QVERIFY(!stage.find("trustButton")->isVisible());
        stage.press(Qt::Key_Tab);
        stage.press(Qt::Key_Return);
        QVERIFY(stage.find("trustButton")->isVisible());
        QVERIFY(!stage.find("trustButton")->isEnabled());
        QVERIFY(stage.find("comparedCheck")->hasActiveFocus());
        stage.press(Qt::Key_Space);
        stage.press(Qt::Key_Tab);
        stage.press(Qt::Key_Return);
        QVERIFY(logged(stage, "trust cucm1.office.example:8443"));
        QCOMPARE(stage.client.log.back(), std::string("signIn robin@office.example with"));
    }
    void noTrustWherePolicyForbidsIt() {
        Stage stage;
        begin(stage);
        const auto refused = test::ended(stage.clock.wallTime());
        stage.client.setRefused({refused});
        stage.client.fail(refused.error);
        stage.settle();
        QVERIFY(!stage.find("trustLink")->isVisible());
        QVERIFY(!stage.desktop.certificate()->trust());
        QVERIFY(stage.desktop.certificate()->row(0).ended);
        QVERIFY(!stage.desktop.certificate()->row(1).ended);
    }
    void aReplacedCertificateIsLoud() {
        Stage stage;
        begin(stage);
        const auto refused = test::replaced(stage.clock.wallTime());
        stage.client.setRefused({refused});
        stage.client.fail(refused.error);
        stage.settle();
        QVERIFY(textOf(stage, "certificateTitle").contains(QLatin1String("has changed")));
    }
};

QTEST_MAIN(SignInTest)
#include "SignInTest.moc"
