// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the windows in every state that a person should judge, light and dark, at the desk and on
// a phone:  screenshots [FOLDER [BEGINNING OF NAMES]]   (default out/screenshots)
#include <QCursor>
#include <QDir>
#include <cstdio>
#include <functional>

#include "Stage.h"
#include "fake/Troubles.h"

namespace {

using namespace sidetone;
using desktop::Shown::Theme;
using test::Stage;

/// A Thursday morning, so that the pictures are the same every day.
constexpr std::chrono::seconds thursday{1795086240};

struct Shot {
    const char* name;
    std::function<void(Stage&)> before;
    std::function<void(Stage&)> after;
};

void signedIn(Stage& stage) {
    test::fill(stage.client, stage.clock.wallTime());
}

void inCall(Stage& stage) {
    auto& phone = stage.client.phone();
    const auto id = phone.dial("elif.demir@office.example").value_or(0);
    phone.move(id, telephony::CallState::Connected);
    stage.clock.advance(core::Milliseconds(187000));
}

void entering(Stage& stage) {
    stage.desktop.signIn()->offer(QStringLiteral("robin.keller@office.example"));
}

void signingIn(Stage& stage) {
    entering(stage);
    stage.desktop.signIn()->signIn(core::Secret("secret"));
    stage.client.setTrace(test::goodTrace(8));
}

void failed(Stage& stage) {
    signingIn(stage);
    stage.client.setTrace(test::badTrace());
    stage.client.fail(test::wrongPassword());
}

void distrusted(Stage& stage, const net::RefusedCertificate& refused) {
    signingIn(stage);
    stage.client.setRefused({refused});
    stage.client.fail(refused.error);
}

Shot asked(const char* name, signin::Question::Kind kind) {
    return {name,
            [kind](Stage& stage) {
                signingIn(stage);
                stage.client.ask(test::question(kind));
            },
            {}};
}

void withSteps(Stage& stage) {
    stage.page()->setProperty("showsSteps", true);
}

void advanced(Stage& stage, client::ConnectionSettings::AccountType type) {
    stage.press(Qt::Key_Tab);
    QMetaObject::invokeMethod(stage.find("advancedButton"), "clicked");
    stage.desktop.connection()->setType(static_cast<int>(type));
}

void governed(Stage& stage) {
    test::fillParameters(stage.client);
}

std::vector<Shot> signInShots() {
    return {
        {"sign-in", {}, {}},
        {"sign-in-user", [](Stage& stage) { stage.client.setPresetDomain("office.example"); }, {}},
        {"sign-in-wrong-address",
         {},
         [](Stage& stage) {
             stage.type("robin");
             stage.press(Qt::Key_Return);
         }},
        {"sign-in-password", entering, {}},
        {"sign-in-no-key-store",
         [](Stage& stage) {
             stage.client.keyStore = false;
             entering(stage);
         },
         {}},
        {"sign-in-again",
         [](Stage& stage) {
             stage.client.knownPeople = {"robin.keller@office.example"};
             entering(stage);
         },
         {}},
        {"signing-in", signingIn, {}},
        {"signing-in-steps", signingIn, withSteps},
        {"sign-in-failed", failed, {}},
        {"sign-in-failed-steps", failed, withSteps},
        {"sign-in-offline", [](Stage& stage) { stage.client.setNetwork(test::offline()); }, {}},
        {"sign-in-portal",
         [](Stage& stage) { stage.client.setNetwork(test::captivePortal()); },
         {}}};
}

std::vector<Shot> decisionShots() {
    using Kind = signin::Question::Kind;
    using AccountType = client::ConnectionSettings::AccountType;
    return {{"advanced", {}, [](Stage& stage) { advanced(stage, AccountType::Automatic); }},
            {"advanced-locked", governed,
             [](Stage& stage) {
                 advanced(stage, AccountType::CallManager);
                 stage.desktop.connection()->edit(QStringLiteral("TftpServer1"),
                                                  QStringLiteral("tftp..office"));
                 stage.desktop.connection()->save();
             }},
            asked("question-credentials", Kind::Credentials),
            asked("question-browser", Kind::Browser),
            asked("question-digits", Kind::AuthenticationString),
            {"certificate",
             [](Stage& stage) { distrusted(stage, test::selfSigned(stage.clock.wallTime())); },
             {}},
            {"certificate-trust",
             [](Stage& stage) { distrusted(stage, test::selfSigned(stage.clock.wallTime())); },
             [](Stage& stage) { QMetaObject::invokeMethod(stage.find("trustLink"), "clicked"); }},
            {"certificate-replaced",
             [](Stage& stage) { distrusted(stage, test::replaced(stage.clock.wallTime())); },
             {}},
            {"certificate-ended",
             [](Stage& stage) { distrusted(stage, test::ended(stage.clock.wallTime())); },
             {}}};
}

void openPage(Stage& stage, const char* page) {
    stage.go("settings");
    QMetaObject::invokeMethod(stage.page(), "show", Q_ARG(QString, QString::fromLatin1(page)));
    stage.settle();
}

void troubled(Stage& stage) {
    signedIn(stage);
    stage.client.setNetwork(test::inside());
    stage.client.setServices(test::brokenServices());
}

void writeReport(Stage& stage) {
    openPage(stage, "report");
    stage.desktop.report()->write(QStringLiteral("The phone was silent after lunch."));
    stage.client.finishReport(test::report("/home/robin/Documents/sidetone-report-2026-11-19.zip"));
    stage.settle();
}

std::vector<Shot> explanationShots() {
    return {{"status", troubled, [](Stage& stage) { openPage(stage, "status"); }},
            {"status-portal",
             [](Stage& stage) {
                 signedIn(stage);
                 stage.client.setNetwork(test::captivePortal());
             },
             [](Stage& stage) { openPage(stage, "status"); }},
            {"parameters",
             [](Stage& stage) {
                 signedIn(stage);
                 test::fillParameters(stage.client);
             },
             [](Stage& stage) {
                 openPage(stage, "parameters");
                 stage.desktop.parameters()->setOnlySet(true);
                 stage.settle();
                 stage.settle();
                 QMetaObject::invokeMethod(stage.find("Set_Status_Inactive_Timeout"), "clicked");
             }},
            {"report", signedIn, [](Stage& stage) { openPage(stage, "report"); }},
            {"report-read", signedIn,
             [](Stage& stage) {
                 writeReport(stage);
                 stage.desktop.report()->setChosen(1);
             }},
            {"report-sent", signedIn,
             [](Stage& stage) {
                 writeReport(stage);
                 stage.desktop.report()->send();
                 stage.client.finishSending({});
             }},
            {"hub-trouble", troubled, {}},
            {"hub-question", signedIn, [](Stage& stage) {
                 stage.openChat();
                 stage.client.ask(test::question(signin::Question::Kind::Credentials));
             }}};
}

std::vector<Shot> hubShots() {
    const auto chat = [](Stage& stage) { stage.openChat(); };
    return {{"hub", signedIn, {}},
            {"chats", signedIn, [](Stage& stage) { stage.go("chats"); }},
            {"calls", signedIn, [](Stage& stage) { stage.go("calls"); }},
            {"settings", signedIn, [](Stage& stage) { stage.go("settings"); }},
            {"chat", signedIn, chat},
            {"call", signedIn,
             [](Stage& stage) {
                 stage.openChat();
                 inCall(stage);
             }},
            {"call-ended", signedIn,
             [](Stage& stage) {
                 stage.openChat();
                 auto& phone = stage.client.phone();
                 const auto id = phone.dial("elif.demir@office.example").value_or(0);
                 phone.end(id, telephony::CallEnd::Busy);
             }},
            {"incoming", signedIn, [](Stage& stage) {
                 stage.openChat();
                 stage.client.phone().ring("sip:camille.moreau@office.example", "");
             }}};
}

std::vector<Shot> shots() {
    auto all = signInShots();
    for (auto&& more : {decisionShots(), explanationShots(), hubShots()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

bool take(desktop::WindowHost& host, const Shot& shot, Theme theme, QSize size,
          const QString& file) {
    Stage stage;
    stage.clock.advance(std::chrono::duration_cast<core::Milliseconds>(thursday) -
                        stage.clock.wallTime().time_since_epoch());
    stage.settings.overrideTheme(theme);
    if (shot.before) shot.before(stage);
    if (!stage.show(host, size)) return false;
    if (shot.after) shot.after(stage);
    stage.settle();
    return stage.window->grabWindow().save(file);
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("TZ", "UTC");
    qputenv("LC_ALL", "C.UTF-8");
    desktop::chooseRenderer(desktop::Renderer::Software);
    QGuiApplication application(argc, argv);
    QCursor::setPos(5000, 5000);
    const auto arguments = QGuiApplication::arguments();
    const QDir folder(arguments.size() > 1 ? arguments[1] : QStringLiteral("out/screenshots"));
    const auto only = arguments.size() > 2 ? arguments[2] : QString();
    folder.mkpath(QStringLiteral("."));

    desktop::WindowHost host(application);
    int taken = 0;
    for (const auto& shot : shots()) {
        const auto name = QString::fromLatin1(shot.name);
        if (!only.isEmpty() && !name.startsWith(only)) continue;
        for (const auto theme : {Theme::Light, Theme::Dark}) {
            const auto shade =
                theme == Theme::Dark ? QStringLiteral("dark") : QStringLiteral("light");
            for (const QSize size : {QSize(1120, 720), QSize(400, 720)}) {
                const auto file = QStringLiteral("%1-%2-%3.png")
                                      .arg(name,
                                           size.width() > 480 ? QStringLiteral("desktop")
                                                              : QStringLiteral("phone"),
                                           shade);
                if (!take(host, shot, theme, size, folder.filePath(file))) {
                    std::fprintf(stderr, "screenshots: %s did not work\n", qPrintable(file));
                    return 1;
                }
                ++taken;
            }
        }
    }
    std::printf("%d pictures in %s\n", taken, qPrintable(folder.absolutePath()));
    return 0;
}
