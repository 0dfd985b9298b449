// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QProcess>
#include <QSignalSpy>

#include "Stage.h"
#include "fake/FakeNotificationServer.h"
#include "fake/GroupStory.h"
#include "host/BusNotifications.h"
#include "host/TrayIcon.h"
#include "models/NotificationController.h"

using namespace sidetone;
using test::FakeNotificationServer;
using test::Stage;

/// The desktop's list of tray icons.
class FakeWatcher : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
public:
    QStringList items;
public Q_SLOTS:
    void RegisterStatusNotifierItem(const QString& item) { items << item; }
};

/// Notifications and the tray icon on a bus of their own.
class BesideTest : public QObject {
    Q_OBJECT
    QProcess daemon_;
    QString address_;
    std::unique_ptr<desktop::WindowHost> host_;

    QDBusConnection connection(const char* name) const {
        return QDBusConnection::connectToBus(address_, QString::fromLatin1(name));
    }
    struct Set {
        explicit Set(const BesideTest& test, bool locked = false)
            : far(test.connection("far")), near(test.connection("near")) {
            const auto all = QDBusConnection::ExportAllContents;
            far.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &server, all);
            far.registerService(QStringLiteral("org.freedesktop.Notifications"));
            notifications = std::make_unique<desktop::BusNotifications>(near);
            test::fill(stage.client, stage.clock.wallTime());
            test::fillGroups(stage.client, stage.clock.wallTime());
            stage.settle();
            controller = std::make_unique<desktop::NotificationController>(
                stage.client, stage.desktop, *notifications);
            settleBus();
            if (locked) lock();
        }
        ~Set() {
            far.unregisterObject(QStringLiteral("/org/freedesktop/Notifications"));
            far.unregisterService(QStringLiteral("org.freedesktop.Notifications"));
        }
        void lock() {
            const auto saver = QStringLiteral("org.freedesktop.ScreenSaver");
            auto told = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/ScreenSaver"),
                                                   saver, QStringLiteral("ActiveChanged"));
            told << true;
            far.send(told);
            static_cast<void>(QTest::qWaitFor([this] { return notifications->isLocked(); }, 5000));
        }
        /// Answers come in order: when a question is answered, those before it are too.
        void settleBus() {
            const auto name = QStringLiteral("org.freedesktop.Notifications");
            QDBusPendingCallWatcher last(near.asyncCall(QDBusMessage::createMethodCall(
                name, QStringLiteral("/org/freedesktop/Notifications"), name,
                QStringLiteral("GetCapabilities"))));
            QSignalSpy(&last, &QDBusPendingCallWatcher::finished).wait(5000);
        }
        messaging::Message say(const core::Address& peer, const char* words) {
            return stage.client.add(peer, messaging::Direction::In, words, stage.clock.wallTime());
        }
        Stage stage;
        QDBusConnection far;
        QDBusConnection near;
        FakeNotificationServer server;
        std::unique_ptr<desktop::BusNotifications> notifications;
        std::unique_ptr<desktop::NotificationController> controller;
    };

private Q_SLOTS:
    void initTestCase() {
        daemon_.start(QStringLiteral("dbus-daemon"),
                      {QStringLiteral("--session"), QStringLiteral("--nofork"),
                       QStringLiteral("--print-address")});
        if (!daemon_.waitForStarted() || !daemon_.waitForReadyRead()) {
            QSKIP("there is no dbus-daemon");
        }
        address_ = QString::fromUtf8(daemon_.readLine().trimmed());
    }
    void cleanupTestCase() {
        daemon_.terminate();
        daemon_.waitForFinished();
    }

    void tellsOnceAConversationAndTakesTheAnswer() {
        Set set(*this);
        set.say(test::partner(), "Are <b>you</b> there?");
        QTRY_COMPARE(set.server.shown.size(), 1U);
        const auto first = set.server.shown[0];
        QCOMPARE(first.title, QStringLiteral("Elif Demir"));
        QCOMPARE(first.words, QStringLiteral("Are &lt;b&gt;you&lt;/b&gt; there?"));
        QVERIFY(first.actions.contains(QStringLiteral("inline-reply")));
        set.settleBus();
        set.say(test::partner(), "Hello?");
        QTRY_COMPARE(set.server.shown.size(), 2U);
        QCOMPARE(set.server.shown[1].replaces, 41U);
        QVERIFY(set.server.shown[1].title.contains(u'2'));

        Q_EMIT set.server.NotificationReplied(41, QStringLiteral("On my way"));
        QTRY_VERIFY(std::count(set.stage.client.log.begin(), set.stage.client.log.end(),
                               "send On my way") == 1);
        QTRY_COMPARE(set.server.closed, std::vector<uint>{41});
    }
    void openingShowsTheConversation() {
        Set set(*this);
        QSignalSpy wanted(set.controller.get(), &desktop::NotificationController::wanted);
        QSignalSpy chats(&set.stage.desktop, &desktop::Desktop::chatWanted);
        set.say(test::partner(), "Look");
        QTRY_COMPARE(set.server.shown.size(), 1U);
        set.settleBus();
        Q_EMIT set.server.ActionInvoked(41, QStringLiteral("default"));
        QTRY_COMPARE(wanted.size(), 1);
        QCOMPARE(chats.at(0).at(0).toString(), QString::fromStdString(test::partner().text()));
    }
    void isQuietWhereItShouldBe() {
        Set set(*this);
        const auto lunch = test::addressOf("lunch@rooms.office.example");
        set.say(lunch, "muted");
        messaging::Message old;
        old.peer = test::partner();
        old.body = "from the archive";
        old.origin = messaging::Origin::Archive;
        old.time = set.stage.clock.wallTime();
        set.stage.client.put(old);
        set.stage.desktop.chat()->open(QString::fromStdString(test::partner().text()));
        set.stage.desktop.chat()->setSeen(true);
        set.say(test::partner(), "in front");
        set.stage.desktop.chat()->setSeen(false);
        set.stage.client.setPresence({messaging::Availability::DoNotDisturb, ""});
        set.say(test::partner(), "not now");
        set.stage.client.setPresence({messaging::Availability::Available, ""});
        set.say(test::partner(), "the only one");
        QTRY_COMPARE(set.server.shown.size(), 1U);
        QCOMPARE(set.server.shown[0].words, QStringLiteral("the only one"));
    }
    void aMentionReachesInAMutedRoom() {
        Set set(*this);
        messaging::Message mention;
        mention.peer = test::addressOf("lunch@rooms.office.example");
        mention.sender = "Greta Nowak";
        mention.body = "@Robin Keller soup?";
        mention.mentionsUs = true;
        mention.time = set.stage.clock.wallTime();
        set.stage.client.put(mention);
        QTRY_COMPARE(set.server.shown.size(), 1U);
        QCOMPARE(set.server.shown[0].words, QStringLiteral("Greta Nowak: @Robin Keller soup?"));
    }
    void saysNothingOnALockedScreen() {
        Set set(*this, true);
        set.say(test::partner(), "the number is 4711");
        QTRY_COMPARE(set.server.shown.size(), 1U);
        QCOMPARE(set.server.shown[0].title, QStringLiteral("New message"));
        QVERIFY(set.server.shown[0].words.isEmpty());
        QVERIFY(!set.server.shown[0].actions.contains(QStringLiteral("inline-reply")));
    }
    void tellsOfAMissedCallAndOfNoOther() {
        Set set(*this);
        auto& calls = set.stage.client.phone();
        const auto taken = calls.ring("sip:" + test::partner().text(), "");
        calls.end(taken, telephony::CallEnd::HungUpThere);
        const auto missed = calls.ring("sip:" + test::partner().text(), "");
        calls.end(missed, telephony::CallEnd::Missed);
        QTRY_COMPARE(set.server.shown.size(), 1U);
        QCOMPARE(set.server.shown[0].title, QStringLiteral("Missed call"));
        QCOMPARE(set.server.shown[0].words, QStringLiteral("Elif Demir"));
    }
    void tellsWhenAWatchedContactBecomesAvailable() {
        Set set(*this);
        const auto key = QString::fromStdString(test::partner().text());
        auto contact = *set.stage.client.contact(test::partner());
        const auto become = [&](messaging::Availability availability) {
            contact.presence.availability = availability;
            set.stage.client.changeContact(contact);
        };
        become(messaging::Availability::Away);
        become(messaging::Availability::Available);  // nobody asked
        set.stage.desktop.settings()->setWatched(key, true);
        become(messaging::Availability::Available);  // is there already
        become(messaging::Availability::Away);
        become(messaging::Availability::Available);
        become(messaging::Availability::Available);
        set.stage.desktop.settings()->setWatched(key, false);
        become(messaging::Availability::Away);
        become(messaging::Availability::Available);
        set.say(test::addressOf("someone@office.example"), "the last one");
        QTRY_COMPARE(set.server.shown.size(), 2U);
        QCOMPARE(set.server.shown[0].title, QStringLiteral("Elif Demir"));
        QCOMPARE(set.server.shown[0].words, QStringLiteral("is available"));
    }
    void trayShowsPresenceAndTakesCommands() {
        auto far = connection("far");
        auto near = connection("near");
        FakeWatcher watcher;
        far.registerObject(QStringLiteral("/StatusNotifierWatcher"), &watcher,
                           QDBusConnection::ExportAllSlots);
        far.registerService(QStringLiteral("org.kde.StatusNotifierWatcher"));
        desktop::TrayIcon tray(near);
        QTRY_VERIFY(tray.isShown());
        QCOMPARE(watcher.items.size(), 1);
        tray.setState(0, QStringLiteral("Available"), 3);

        const auto ask = [&](const QString& path, const QString& interfaceName,
                             const QString& method, const QVariantList& arguments) {
            auto call =
                QDBusMessage::createMethodCall(watcher.items[0], path, interfaceName, method);
            call.setArguments(arguments);
            QDBusPendingCallWatcher waiting(far.asyncCall(call));
            QSignalSpy finished(&waiting, &QDBusPendingCallWatcher::finished);
            finished.wait(3000);
            return waiting.reply();
        };
        const auto item = QStringLiteral("org.kde.StatusNotifierItem");
        const auto status = ask(QStringLiteral("/StatusNotifierItem"),
                                QStringLiteral("org.freedesktop.DBus.Properties"),
                                QStringLiteral("Get"), {item, QStringLiteral("Status")});
        QCOMPARE(status.arguments().value(0).value<QDBusVariant>().variant().toString(),
                 QStringLiteral("NeedsAttention"));
        const auto pixmaps = ask(QStringLiteral("/StatusNotifierItem"),
                                 QStringLiteral("org.freedesktop.DBus.Properties"),
                                 QStringLiteral("Get"), {item, QStringLiteral("IconPixmap")});
        const auto drawn = qdbus_cast<desktop::TrayPixmaps>(
            pixmaps.arguments().value(0).value<QDBusVariant>().variant());
        QCOMPARE(drawn.size(), 2);
        QCOMPARE(drawn[0].pixels.size(), drawn[0].width * drawn[0].height * 4);

        const auto layout = ask(QStringLiteral("/Menu"), QStringLiteral("com.canonical.dbusmenu"),
                                QStringLiteral("GetLayout"), {0, -1, QStringList()});
        QCOMPARE(layout.type(), QDBusMessage::ReplyMessage);
        const auto menu = qdbus_cast<desktop::TrayMenuItem>(layout.arguments().value(1));
        QCOMPARE(menu.children.size(), 6);
        QCOMPARE(menu.children[0].properties.value(QStringLiteral("toggle-state")).toInt(), 1);

        QSignalSpy chosen(&tray, &desktop::TrayIcon::chosen);
        ask(QStringLiteral("/Menu"), QStringLiteral("com.canonical.dbusmenu"),
            QStringLiteral("Event"),
            {3, QStringLiteral("clicked"), QVariant::fromValue(QDBusVariant(QString())), 0U});
        QTRY_COMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).toString(), QStringLiteral("busy"));
        far.unregisterService(QStringLiteral("org.kde.StatusNotifierWatcher"));
        QTRY_VERIFY(!tray.isShown());
    }
};

QTEST_MAIN(BesideTest)
#include "BesideTest.moc"
