// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the windows in every state that a person should judge, light and dark, at the desk and on
// a phone:  screenshots [FOLDER [BEGINNING OF NAMES]]   (default out/screenshots)
#include <QCursor>
#include <QDir>
#include <QImage>
#include <cstdio>
#include <functional>

#include "Stage.h"
#include "fake/GroupStory.h"
#include "fake/PictureStory.h"
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

void inVideoCall(Stage& stage) {
    stage.openChat();
    inCall(stage);
    test::startPictures(stage, 1);
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
            {"voicemail",
             [](Stage& stage) {
                 signedIn(stage);
                 test::fillVoicemail(stage.client, stage.clock.wallTime());
             },
             [](Stage& stage) { stage.go("voicemail"); }},
            {"settings", signedIn, [](Stage& stage) { stage.go("settings"); }},
            {"chat", signedIn, chat}};
}

std::vector<Shot> callShots() {
    return {{"call", signedIn,
             [](Stage& stage) {
                 stage.openChat();
                 inCall(stage);
             }},
            {"call-video", signedIn, inVideoCall},
            {"camera", signedIn,
             [](Stage& stage) {
                 openPage(stage, "camera");
                 test::waitForPicture(stage);
             }},
            {"call-video-trouble", signedIn,
             [](Stage& stage) {
                 inVideoCall(stage);
                 auto& video = stage.client.phone().edit(1).video;
                 video.receiving = false;
                 video.trouble = "Using the camera failed: it was taken out. Plug it in again.";
                 stage.client.phone().tell(1);
                 stage.settle();
             }},
            {"call-video-full", signedIn,
             [](Stage& stage) {
                 inVideoCall(stage);
                 stage.press(Qt::Key_F11);
                 test::waitForPicture(stage);
             }},
            {"incoming-video", signedIn,
             [](Stage& stage) {
                 stage.openChat();
                 auto& phone = stage.client.phone();
                 const auto id = phone.ring("sip:camille.moreau@office.example", "");
                 phone.edit(id).video.offered = phone.edit(id).video.canSend = true;
                 phone.tell(id);
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

void inGroups(Stage& stage) {
    signedIn(stage);
    test::fillGroups(stage.client, stage.clock.wallTime());
    test::fillDevices(stage.client);
}

void openRoom(Stage& stage) {
    QMetaObject::invokeMethod(stage.page(), "openChat",
                              Q_ARG(QString, QString::fromStdString(test::projectRoom().text())));
    stage.settle();
}

void press(Stage& stage, const char* button) {
    auto* item = stage.find(button);
    if (item != nullptr) QMetaObject::invokeMethod(item, "clicked");
    stage.settle();
}

/// A picture that somebody could have sent.
std::string somePicture() {
    static const QString file = QDir::tempPath() + QStringLiteral("/sidetone-door-north.png");
    QImage image(640, 360, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const bool door = x > 250 && x < 390 && y > 90;
            image.setPixel(x, y, door ? qRgb(122, 84, 52) : qRgb(150 + y / 6, 178, 200 - y / 8));
        }
    }
    image.save(file);
    return file.toStdString();
}

/// Until pictures are decoded and drawn.
void wait(Stage& stage) {
    QTest::qWait(300);
    stage.settle();
}

std::vector<Shot> groupShots() {
    return {{"chats-groups", inGroups, [](Stage& stage) { stage.go("chats"); }},
            {"new-group", inGroups,
             [](Stage& stage) {
                 openPage(stage, "new-group");
                 stage.desktop.group()->people()->toggle(2);
                 stage.desktop.group()->people()->toggle(5);
                 press(stage, "persistentChoice");
             }},
            {"join-room", inGroups, [](Stage& stage) { openPage(stage, "rooms"); }},
            {"room", inGroups, openRoom},
            {"room-people", inGroups,
             [](Stage& stage) {
                 openRoom(stage);
                 press(stage, "peopleButton");
             }},
            {"room-settings", inGroups,
             [](Stage& stage) {
                 openRoom(stage);
                 openPage(stage, "room");
             }},
            {"room-password",
             [](Stage& stage) {
                 inGroups(stage);
                 test::lockedOut(stage.client);
             },
             [](Stage& stage) {
                 QMetaObject::invokeMethod(
                     stage.page(), "openChat",
                     Q_ARG(QString, QStringLiteral("board@rooms.office.example")));
             }}};
}

std::vector<Shot> writingShots() {
    return {{"room-mention", inGroups,
             [](Stage& stage) {
                 openRoom(stage);
                 stage.type("Thanks @e");
             }},
            {"message-menu", inGroups,
             [](Stage& stage) {
                 openRoom(stage);
                 stage.find("messageList")->forceActiveFocus();
                 for (int i = 0; i < 3; ++i) stage.press(Qt::Key_Up);
                 stage.press(Qt::Key_Return);
             }},
            {"reply", inGroups,
             [](Stage& stage) {
                 openRoom(stage);
                 const auto id = stage.desktop.chat()->messages()->row(1).key.toLongLong();
                 stage.desktop.chat()->reply(id);
                 stage.type("Yes, today");
             }},
            {"emoji", inGroups,
             [](Stage& stage) {
                 stage.openChat();
                 press(stage, "emojiButton");
             }},
            {"search-all", inGroups,
             [](Stage& stage) {
                 stage.desktop.contacts()->setFilter(QStringLiteral("pla"));
                 stage.clock.advance(core::Milliseconds(400));
             }},
            {"search-here", inGroups, [](Stage& stage) {
                 openRoom(stage);
                 stage.press(Qt::Key_F, Qt::ControlModifier);
                 stage.type("pla");
                 stage.clock.advance(core::Milliseconds(400));
                 stage.press(Qt::Key_Return);
             }}};
}

std::vector<Shot> besideShots() {
    return {{"files",
             [](Stage& stage) {
                 signedIn(stage);
                 test::fillFiles(stage.client, stage.clock.wallTime(), somePicture());
             },
             [](Stage& stage) {
                 stage.openChat();
                 wait(stage);
             }},
            {"lock", inGroups,
             [](Stage& stage) {
                 stage.openChat();
                 press(stage, "lockButton");
             }},
            {"devices", inGroups,
             [](Stage& stage) {
                 stage.openChat();
                 openPage(stage, "devices");
                 wait(stage);
             }},
            {"presence-menu",
             [](Stage& stage) {
                 inGroups(stage);
                 stage.settings.addRecentText(QStringLiteral("At the fair until four"));
                 stage.settings.addRecentText(QStringLiteral("Lunch"));
                 messaging::Presence presence{messaging::Availability::Away, ""};
                 presence.activity = messaging::Activity::OnCall;
                 stage.client.setPresence(presence);
             },
             [](Stage& stage) { press(stage, "selfHeader"); }},
            {"blocked",
             [](Stage& stage) {
                 inGroups(stage);
                 stage.desktop.privacy()->block(QStringLiteral("sales@adverts.example"));
                 stage.desktop.privacy()->block(QStringLiteral("press@adverts.example"));
             },
             [](Stage& stage) { openPage(stage, "blocked"); }}};
}

std::vector<Shot> historyShots() {
    return {{"history-asked",
             [](Stage& stage) {
                 inGroups(stage);
                 stage.client.moving().setState(
                     {messaging::HistoryTransferStage::Asked, "Laptop", {}, 0, 0, {}});
             },
             {}},
            {"history-code",
             [](Stage& stage) {
                 inGroups(stage);
                 stage.client.moving().setState({messaging::HistoryTransferStage::Allowed,
                                                 "Laptop",
                                                 "K7QX-2M4T-9RBD-HW3F-ZC6P-VN",
                                                 0,
                                                 8214,
                                                 {}});
             },
             [](Stage& stage) { openPage(stage, "history-transfer"); }},
            {"history-coming",
             [](Stage& stage) {
                 inGroups(stage);
                 stage.client.moving().setState(
                     {messaging::HistoryTransferStage::Receiving, "Desk", {}, 3120, 8214, {}});
             },
             [](Stage& stage) { openPage(stage, "history-transfer"); }}};
}

/// A chat that waits, because the mailbox is full.
void fullMailbox(Stage& stage) {
    signedIn(stage);
    stage.client.mailbox().set(true, {1, std::nullopt});
    stage.client.giveMailbox();
    auto services = stage.client.services();
    services.push_back({client::ServiceKind::SavedChats, client::ServiceState::Failed,
                        "mail.office.example:8443",
                        "Saving a chat on mail.office.example:8443: your mailbox is full "
                        "(ErrorQuotaExceeded). Remove something from it; closed chats wait here "
                        "meanwhile, and are tried again every five minutes. 1 closed chat waits "
                        "to be saved."});
    stage.client.setServices(services);
}

std::vector<Shot> savedChatShots() {
    return {{"saved-chat-menu", fullMailbox,
             [](Stage& stage) {
                 stage.openChat();
                 press(stage, "moreButton");
             }},
            {"saved-chat-status", fullMailbox, [](Stage& stage) { openPage(stage, "status"); }}};
}

std::vector<Shot> shots() {
    auto all = signInShots();
    for (auto&& more : {decisionShots(), explanationShots(), hubShots(), callShots(), groupShots(),
                        writingShots(), besideShots(), historyShots(), savedChatShots()})
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
