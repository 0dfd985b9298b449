// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QClipboard>
#include <QImage>
#include <QMimeData>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "Stage.h"
#include "fake/GroupStory.h"
#include "models/richText.h"

using namespace sidetone;
using test::Stage;

/// Chats, groups, files, search and encryption in the windows: by the keyboard, and as a screen
/// reader hears them.
class MessagingTest : public QObject {
    Q_OBJECT
    std::unique_ptr<desktop::WindowHost> host_;

    void open(Stage& stage, QSize size = QSize(1120, 720)) {
        test::fill(stage.client, stage.clock.wallTime());
        test::fillGroups(stage.client, stage.clock.wallTime());
        test::fillDevices(stage.client);
        QVERIFY(stage.show(*host_, size));
        stage.window->requestActivate();
        QVERIFY(QTest::qWaitForWindowActive(stage.window));
        stage.client.log.clear();
    }
    static void openRoom(Stage& stage) {
        QMetaObject::invokeMethod(
            stage.page(), "openChat",
            Q_ARG(QString, QString::fromStdString(test::projectRoom().text())));
        stage.settle();
        stage.client.log.clear();
    }
    static void openPage(Stage& stage, const char* page) {
        QMetaObject::invokeMethod(stage.page(), "show", Q_ARG(QString, QString::fromLatin1(page)));
        stage.settle();
        stage.settle();
    }
    static bool logged(const Stage& stage, const std::string& line) {
        const auto& log = stage.client.log;
        return std::find(log.begin(), log.end(), line) != log.end();
    }
    static void rest(Stage& stage) {
        stage.clock.advance(core::Milliseconds(900));
        stage.settle();
    }
    static QString nameOf(QQuickItem* item) {
        auto* access = QAccessible::queryAccessibleInterface(item);
        return access == nullptr ? QString() : access->text(QAccessible::Name);
    }
    static QStringList namesIn(const Stage& stage) {
        QStringList names;
        for (auto* item : stage.items()) {
            if (item->isVisible()) names << nameOf(item);
        }
        return names;
    }
    static bool hears(const Stage& stage, const char* words) {
        const auto names = namesIn(stage);
        return std::any_of(names.begin(), names.end(), [&](const QString& name) {
            return name.contains(QString::fromUtf8(words));
        });
    }

private Q_SLOTS:
    void initTestCase() {
        host_ = std::make_unique<desktop::WindowHost>(*qGuiApp);
        QAccessible::setActive(true);
    }

    void listMixesPeopleAndRooms() {
        Stage stage;
        open(stage);
        stage.go("chats");
        QVERIFY(hears(stage, "Third floor, group, 2 unread"));
        QVERIFY(hears(stage, "muted"));
        QVERIFY(hears(stage, "Draft: Thank you"));
        stage.client.typing(test::partner(), messaging::ChatState::Composing);
        rest(stage);
        QVERIFY(hears(stage, "is typing"));
    }
    void mutedOnesDoNotCount() {
        Stage stage;
        open(stage);
        rest(stage);
        const int before = stage.desktop.conversations()->unread();
        stage.client.setUnread(test::addressOf("lunch@rooms.office.example"), 50);
        rest(stage);
        QCOMPARE(stage.desktop.conversations()->unread(), before);
    }
    void requestsAreAnswered() {
        Stage stage;
        open(stage);
        QCOMPARE(stage.desktop.requests()->count(), 2);
        QVERIFY(hears(stage, "invites you into \u201cBudget 2027\u201d"));
        stage.desktop.requests()->accept(1);
        stage.desktop.requests()->accept(0);
        QVERIFY(logged(stage, "accept 1"));
        QCOMPARE(stage.client.log.front().substr(0, 5), std::string("allow"));
        QCOMPARE(stage.desktop.requests()->count(), 0);
    }
    void makesAGroupByKeys() {
        Stage stage;
        open(stage);
        stage.press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(stage.find("groupName") != nullptr);
        QVERIFY(stage.find("groupName")->hasActiveFocus());
        stage.type("Summer party");
        stage.press(Qt::Key_Return);
        QVERIFY(stage.find("peopleFilter")->hasActiveFocus());
        stage.type("elif");
        stage.press(Qt::Key_Return);
        stage.type("camille");
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.desktop.group()->people()->chosenCount(), 2);
        auto* done = stage.find("groupDone");
        done->forceActiveFocus(Qt::TabFocusReason);
        stage.press(Qt::Key_Return);
        QVERIFY(logged(stage, "create Summer party with 2"));
        QCOMPARE(stage.desktop.chat()->name(), QStringLiteral("Summer party"));
    }
    void saysWhyNoGroupCameToBe() {
        Stage stage;
        open(stage);
        openPage(stage, "new-group");
        stage.client.groups().refusal =
            core::fail(core::ErrorCode::Forbidden, "Making the room", "the server refuses it");
        stage.desktop.group()->people()->toggle(0);
        stage.desktop.group()->create(QStringLiteral("x"), {}, false, false, false, {});
        stage.settle();
        QVERIFY(hears(stage, "the server refuses it"));
    }
    void roomIsHeard() {
        Stage stage;
        open(stage);
        openRoom(stage);
        QVERIFY(stage.desktop.chat()->isRoom());
        QVERIFY(hears(stage, "answers Camille Moreau: Which desks"));
        QVERIFY(hears(stage, "edited"));
        QVERIFY(hears(stage, "End-to-end encrypted"));
        QVERIFY(hears(stage, "New messages"));
        QVERIFY(hears(stage, "this one signed in after it was sent"));
        QVERIFY(hears(stage, "\U0001f44d Camille Moreau, You"));
    }
    void reactsRepliesAndEditsByKeys() {
        Stage stage;
        open(stage);
        openRoom(stage);
        auto* list = stage.find("messageList");
        list->forceActiveFocus(Qt::TabFocusReason);
        stage.press(Qt::Key_Up);
        stage.press(Qt::Key_Return);
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.desktop.chat()->composing(), int(desktop::Shown::Compose::Reply));
        QVERIFY(stage.find("composer")->hasActiveFocus());
        stage.type("fine");
        stage.press(Qt::Key_Return);
        QVERIFY2(stage.client.log.back().starts_with("reply "), stage.client.log.back().c_str());
        stage.press(Qt::Key_Up);
        QCOMPARE(stage.desktop.chat()->composing(), int(desktop::Shown::Compose::Edit));
        QCOMPARE(stage.desktop.chat()->draft(), QStringLiteral("fine"));
        stage.type("!");
        stage.press(Qt::Key_Return);
        QVERIFY2(stage.client.log.back().ends_with("fine!"), stage.client.log.back().c_str());
        stage.press(Qt::Key_Up);
        stage.press(Qt::Key_Escape);
        QCOMPARE(stage.desktop.chat()->draft(), QString());
    }
    void reactionIsPutAndTakenBack() {
        Stage stage;
        open(stage);
        openRoom(stage);
        auto* messages = stage.desktop.chat()->messages();
        messages->react(0, QStringLiteral("\u2764\ufe0f"));
        QVERIFY(stage.client.log.back().starts_with("react "));
        QCOMPARE(messages->row(0).reactions.size(), 1);
        messages->react(0, QStringLiteral("\u2764\ufe0f"));
        QCOMPARE(messages->row(0).reactions.size(), 0);
    }
    void mentionIsCompleted() {
        Stage stage;
        open(stage);
        openRoom(stage);
        stage.type("Hi @eli");
        QCOMPARE(stage.desktop.mentions()->count(), 1);
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.desktop.chat()->draft(), QStringLiteral("Hi @Elif Demir "));
        QVERIFY(!logged(stage, "send Hi @eli"));
    }
    void draftIsKeptWhenTheFingersRest() {
        Stage stage;
        open(stage);
        openRoom(stage);
        stage.type("later");
        rest(stage);
        QCOMPARE(stage.client.chat().drafts[test::projectRoom()], std::string("later"));
    }
    void scrollsIntoTheArchive() {
        Stage stage;
        open(stage);
        stage.client.chat().archived[test::projectRoom()] = 55;
        openRoom(stage);
        auto* messages = stage.desktop.chat()->messages();
        for (int i = 0; i < 6; ++i) messages->loadOlder();
        QVERIFY(messages->count() > 60);
        QVERIFY(!messages->hasOlder());
    }
    void searchFindsMessagesAndJumps() {
        Stage stage;
        open(stage);
        stage.press(Qt::Key_K, Qt::ControlModifier);
        stage.type("windows");
        rest(stage);
        QCOMPARE(stage.desktop.found()->count(), 1);
        // Rows come with the next frame.
        QTRY_VERIFY(hears(stage, "Third floor, Camille Moreau"));
        QVERIFY(stage.desktop.found()->row(0).rich.contains(QLatin1String("<b>windows</b>")));
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.desktop.chat()->name(), QStringLiteral("Third floor"));
    }
    void searchesInOneChat() {
        Stage stage;
        open(stage);
        openRoom(stage);
        stage.press(Qt::Key_F, Qt::ControlModifier);
        QVERIFY(stage.find("chatSearch") != nullptr);
        stage.type("pla");
        rest(stage);
        QVERIFY(stage.desktop.foundHere()->count() >= 2);
        stage.press(Qt::Key_Return);
        QVERIFY(stage.find("messageList")->property("flashed").toInt() >= 0);
        stage.press(Qt::Key_Escape);
        stage.press(Qt::Key_Escape);
        QVERIFY(stage.find("chatSearch") == nullptr || !stage.find("chatSearch")->isVisible());
    }
    void peopleOfARoomAndWhatMayBeDone() {
        Stage stage;
        open(stage);
        openRoom(stage);
        stage.press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(stage.find("occupantList") != nullptr);
        QVERIFY(hears(stage, "hiroshi (guest), Guest, Listeners"));
        stage.desktop.room()->setRole(QStringLiteral("Elif Demir"), 0);
        QVERIFY(logged(stage, "role Elif Demir 0"));
        QCOMPARE(stage.desktop.room()->people()->count(), 5);
        QMetaObject::invokeMethod(stage.find("autoJoinSwitch"), "toggle");
        QMetaObject::invokeMethod(stage.find("autoJoinSwitch"), "toggled");
        QVERIFY(logged(stage, "bookmark 10"));
        stage.press(Qt::Key_Escape);
        stage.settle();
        QVERIFY(stage.find("occupantList") == nullptr);
    }
    void passwordOfARoom() {
        Stage stage;
        open(stage);
        test::lockedOut(stage.client);
        QMetaObject::invokeMethod(stage.page(), "openChat",
                                  Q_ARG(QString, QStringLiteral("board@rooms.office.example")));
        stage.settle();
        QVERIFY(hears(stage, "it has a password"));
        stage.find("roomPassword")->forceActiveFocus(Qt::TabFocusReason);
        stage.type("tulip");
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.desktop.room()->state(), int(desktop::Shown::Room::Joined));
    }
    void roomSettingsAreSaved() {
        Stage stage;
        open(stage);
        openRoom(stage);
        openPage(stage, "room");
        auto* name = stage.find("roomName");
        QVERIFY(name != nullptr);
        name->forceActiveFocus(Qt::TabFocusReason);
        QMetaObject::invokeMethod(name, "selectAll");
        stage.type("Fourth floor");
        QMetaObject::invokeMethod(stage.find("saveRoom"), "clicked");
        stage.settle();
        QVERIFY(logged(stage, "settings Fourth floor"));
    }
    void devicesAreDecided() {
        Stage stage;
        open(stage);
        stage.openChat();
        QVERIFY(hears(stage, "A new device joined this conversation"));
        stage.press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        stage.settle();
        QCOMPARE(stage.desktop.encryption()->devices()->count(), 4);
        QVERIFY(hears(stage, "New: nothing is encrypted to it before you decide"));
        QVERIFY(hears(stage, "e07712bd 4ca91f60"));
        stage.desktop.encryption()->verify(0);
        QVERIFY(logged(stage, "trust 502 2"));
        QVERIFY(!stage.desktop.encryption()->newDevices());
    }
    void lockTellsBothTruths() {
        Stage stage;
        open(stage);
        stage.openChat();
        QMetaObject::invokeMethod(stage.find("lockButton"), "clicked");
        stage.settle();
        QVERIFY(hears(stage, "Only you and Elif Demir can read this."));
        QVERIFY(hears(stage, "The server itself can read what is not protected end to end."));
        stage.desktop.encryption()->setEncrypted(false);
        stage.settle();
        QVERIFY(!stage.desktop.encryption()->encrypted());
        QVERIFY(hears(stage, "Servers on the way can read this."));
    }
    void filesAreAnsweredAndSent() {
        Stage stage;
        open(stage);
        test::fillFiles(stage.client, stage.clock.wallTime(), {});
        stage.openChat();
        QVERIFY(hears(stage, "File contract.pdf, 420"));
        const auto id = stage.desktop.chat()->messages()->row(0).key.toLongLong();
        stage.desktop.files()->accept(id);
        QVERIFY(logged(stage, "acceptFile " + std::to_string(id)));
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("list.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        stage.desktop.files()->send({QUrl::fromLocalFile(file.fileName())});
        QVERIFY(logged(stage, "file list.txt"));
        QImage picture(8, 8, QImage::Format_RGB32);
        picture.fill(Qt::red);
        QGuiApplication::clipboard()->setImage(picture);
        stage.find("composer")->forceActiveFocus(Qt::TabFocusReason);
        stage.press(Qt::Key_V, Qt::ControlModifier);
        QVERIFY2(stage.client.log.back().starts_with("file picture-"),
                 stage.client.log.back().c_str());
    }
    void filesSayWhyNot() {
        Stage stage;
        stage.client.transfers().trouble = "Your organisation does not allow files.";
        open(stage);
        stage.openChat();
        QVERIFY(!stage.find("attachButton")->isEnabled());
        QVERIFY(hears(stage, "Your organisation does not allow files."));
    }
    void savesTheChatByTheKeyboard() {
        QStandardPaths::setTestModeEnabled(true);
        Stage stage;
        open(stage);
        stage.openChat();
        stage.press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(hears(stage, "Save as plain text"));
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Return);
        QTRY_VERIFY(!stage.client.log.empty());
        const auto last = QString::fromStdString(stage.client.log.back());
        QVERIFY2(last.startsWith(QStringLiteral("export Chat with Elif Demir")), qPrintable(last));
        QVERIFY2(last.endsWith(QStringLiteral(".txt")), qPrintable(last));
    }
    void saysWhyNoFileGoesStraight() {
        Stage stage;
        stage.client.transfers().directTrouble = "From outside files go by the server alone.";
        open(stage);
        stage.openChat();
        QMetaObject::invokeMethod(stage.find("moreButton"), "clicked");
        stage.settle();
        QVERIFY(hears(stage, "Send a file straight to their device"));
        QVERIFY(hears(stage, "From outside files go by the server alone."));
        QVERIFY(hears(stage, "Tell me when available"));
        QVERIFY(!stage.find("direct")->isEnabled());
    }
    void closesAChatAndSaysWhetherItIsSaved() {
        Stage stage;
        open(stage);
        stage.openChat();
        auto* chat = stage.desktop.chat();
        QCOMPARE(chat->savedNote(), QString());
        stage.client.giveMailbox();
        QCOMPARE(chat->savedNote(), QStringLiteral("Saved to your mailbox when it is closed"));
        stage.client.mailbox().set(true, {1, std::nullopt});
        QCOMPARE(chat->savedNote(), QStringLiteral("Waits to be saved to your mailbox"));
        stage.client.mailbox().set(true, {0, stage.clock.wallTime()});
        QVERIFY(chat->savedNote().startsWith(QStringLiteral("Last saved to your mailbox ")));
        stage.client.mailbox().set(false, {});
        QMetaObject::invokeMethod(stage.find("moreButton"), "clicked");
        stage.settle();
        QVERIFY(hears(stage, "Not saved to your mailbox"));
        const auto peer = chat->address().toStdString();
        QMetaObject::invokeMethod(stage.find("close"), "clicked");
        stage.settle();
        QVERIFY(logged(stage, "close " + peer));
        QVERIFY(!chat->isOpen());
    }
    void blocksAndUnblocks() {
        Stage stage;
        open(stage);
        openPage(stage, "blocked");
        stage.find("blockAddress")->forceActiveFocus(Qt::TabFocusReason);
        stage.type("spam@adverts.example");
        stage.press(Qt::Key_Return);
        QVERIFY(logged(stage, "block spam@adverts.example"));
        QVERIFY(hears(stage, "Unblock spam@adverts.example"));
    }
    void presenceSaysItsSource() {
        Stage stage;
        open(stage);
        messaging::Presence presence{messaging::Availability::Away, ""};
        presence.activity = messaging::Activity::OnCall;
        stage.client.setPresence(presence);
        QMetaObject::invokeMethod(stage.find("selfHeader"), "clicked");
        stage.settle();
        QVERIFY(hears(stage, "Others see \u201cOn a call\u201d while your call lasts."));
        stage.desktop.session()->setPresence(0, QStringLiteral("Lunch"));
        QCOMPARE(stage.desktop.session()->recentTexts(), QStringList{QStringLiteral("Lunch")});
    }
    void linksAreShownAndDoNothing() {
        Stage stage;
        open(stage);
        client::ProtocolLink link;
        link.action = client::LinkAction::Chat;
        link.addresses = {test::partner()};
        link.body = "Are you coming?";
        Q_EMIT stage.client.linkOpened(link);
        stage.settle();
        QCOMPARE(stage.desktop.chat()->draft(), QStringLiteral("Are you coming?"));
        link.action = client::LinkAction::GroupChat;
        link.addresses.push_back(test::addressOf("guest@elsewhere.example"));
        Q_EMIT stage.client.linkOpened(link);
        stage.settle();
        QCOMPARE(stage.desktop.group()->people()->chosenCount(), 2);
        QVERIFY(hears(stage, "Remove guest@elsewhere.example"));
        link.action = client::LinkAction::Call;
        link.targets = {"+4930555"};
        Q_EMIT stage.client.linkOpened(link);
        stage.settle();
        QVERIFY(hears(stage, "Call +4930555"));
        QVERIFY(stage.client.phone().log.empty());
        const auto& log = stage.client.log;
        QVERIFY(std::none_of(log.begin(), log.end(),
                             [](const auto& line) { return line.starts_with("send "); }));
    }
    void nothingOfAMessageIsMarkup() {
        const auto rich = desktop::richText("*<img src='http://x.example/y'>* & _more_", {});
        QVERIFY(!rich.contains(QLatin1String("<img")));
        QVERIFY(rich.contains(QLatin1String("&lt;img")));
        QVERIFY(rich.contains(QLatin1String("<i>")));
        QVERIFY(desktop::richText("nothing special", {}).isEmpty());
        const auto found = desktop::highlighted("a <b> c", {{2, 3}});
        QCOMPARE(found, QStringLiteral("a <b>&lt;b&gt;</b> c"));
    }
    void journeyByKeysAlone() {
        Stage stage;
        open(stage);
        stage.press(Qt::Key_2, Qt::ControlModifier);
        stage.find("conversationList")->forceActiveFocus(Qt::TabFocusReason);
        stage.press(Qt::Key_Down);
        stage.press(Qt::Key_Return);
        QVERIFY(stage.desktop.chat()->isOpen());
        QVERIFY(stage.find("composer")->hasActiveFocus());
        stage.press(Qt::Key_Period, Qt::ControlModifier);
        stage.settle();
        stage.type("party");
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.desktop.chat()->draft(), QStringLiteral("\U0001f389"));
        stage.press(Qt::Key_Return);
        QVERIFY(logged(stage, "send \U0001f389"));
        stage.press(Qt::Key_J, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(stage.find("roomFilter")->hasActiveFocus());
        stage.type("cycl");
        stage.press(Qt::Key_Return);
        QCOMPARE(stage.desktop.chat()->address(), QStringLiteral("cycling@rooms.office.example"));
    }
    void everythingThatTakesKeysHasAName() {
        for (const QSize size : {QSize(1120, 720), QSize(400, 720)}) {
            Stage stage;
            open(stage, size);
            openRoom(stage);
            for (const char* page : {"", "new-group", "rooms", "room", "devices", "blocked"}) {
                if (*page != 0) openPage(stage, page);
                for (auto* item : stage.items()) {
                    if (!item->isVisible() || !item->activeFocusOnTab()) continue;
                    QVERIFY2(!nameOf(item).trimmed().isEmpty(),
                             qPrintable(QString::fromLatin1(page) + u' ' + item->objectName() +
                                        QString::fromLatin1(item->metaObject()->className())));
                }
            }
        }
    }
};

QTEST_MAIN(MessagingTest)
#include "MessagingTest.moc"
