// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVariant>
#include <QProcess>

#include "Stage.h"
#include "fake/FakeNotificationServer.h"
#include "host/BusNotifications.h"
#include "host/PortalNotifications.h"
#include "models/CallNotifier.h"

using namespace sidetone;
using telephony::CallState;
using test::FakeNotificationServer;
using test::Stage;

/// What a sandbox asks in place of the notification server.
class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Notification")
public:
    std::map<QString, QVariantMap> shown;
    QStringList removed;
public Q_SLOTS:
    void AddNotification(const QString& id, const QVariantMap& fields) { shown[id] = fields; }
    void RemoveNotification(const QString& id) { removed << id; }
Q_SIGNALS:
    void ActionInvoked(const QString& id, const QString& action, const QVariantList& parameter);
};

/// The screen's lock, as desktops tell it.
class FakeSaver : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")
public:
    bool active = false;
    int asked = 0;
public Q_SLOTS:
    bool GetActive() {
        ++asked;
        return active;
    }
Q_SIGNALS:
    void ActiveChanged(bool active);
};

/// The session's lock, as systemd tells it.
class FakeLogin : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Session")
    Q_PROPERTY(bool LockedHint MEMBER locked)
public:
    bool locked = false;
};

/// What tells of an incoming call beside the window, on a bus of its own.
class IncomingTest : public QObject {
    Q_OBJECT
    QProcess daemon_;
    QString address_;

    QDBusConnection connection(const char* name) const {
        return QDBusConnection::connectToBus(address_, QString::fromLatin1(name));
    }
    struct Set {
        explicit Set(const IncomingTest& test)
            : far(test.connection("far")), near(test.connection("near")) {
            offer("/org/freedesktop/Notifications", "org.freedesktop.Notifications", server);
            test::fill(stage.client, stage.clock.wallTime());
            stage.settle();
        }
        ~Set() {
            for (const auto& name : names) far.unregisterService(name);
            for (const auto& path : paths) far.unregisterObject(path);
        }
        void offer(const char* path, const char* name, QObject& object) {
            paths << QString::fromLatin1(path);
            names << QString::fromLatin1(name);
            far.registerObject(paths.last(), &object, QDBusConnection::ExportAllContents);
            far.registerService(names.last());
        }
        void start() {
            auto bus = std::make_unique<desktop::BusNotifications>(near, near);
            notifications = std::move(bus);
            notifier = std::make_unique<desktop::CallNotifier>(stage.client, *stage.desktop.calls(),
                                                               *notifications);
        }
        telephony::CallId ring() {
            return stage.client.phone().ring("sip:" + test::partner().text(), "");
        }
        [[nodiscard]] CallState state(telephony::CallId id) {
            return stage.client.phone().call(id)->state;
        }
        Stage stage;
        QDBusConnection far;
        QDBusConnection near;
        QStringList names;
        QStringList paths;
        FakeNotificationServer server;
        FakeSaver saver;
        FakeLogin login;
        std::unique_ptr<desktop::Notifications> notifications;
        std::unique_ptr<desktop::CallNotifier> notifier;
    };

private Q_SLOTS:
    void initTestCase() {
        daemon_.start(QStringLiteral("dbus-daemon"),
                      {QStringLiteral("--session"), QStringLiteral("--nofork"),
                       QStringLiteral("--print-address")});
        QVERIFY(daemon_.waitForStarted() && daemon_.waitForReadyRead());
        address_ = QString::fromUtf8(daemon_.readLine().trimmed());
    }
    void cleanupTestCase() {
        daemon_.terminate();
        daemon_.waitForFinished();
    }

    void isAnsweredAndDeclinedFromTheNotification() {
        Set set(*this);
        set.start();
        auto id = set.ring();
        QTRY_COMPARE(set.server.shown.size(), 1U);
        const auto& shown = set.server.shown[0];
        QCOMPARE(shown.title, QStringLiteral("Incoming call"));
        QCOMPARE(shown.words, QStringLiteral("Elif Demir"));
        QVERIFY(shown.actions.contains(QStringLiteral("answer")));
        QVERIFY(shown.actions.contains(QStringLiteral("decline")));
        QCOMPARE(shown.hints.value(QStringLiteral("urgency")).toInt(), 2);
        QCOMPARE(shown.expires, 0);
        Q_EMIT set.server.ActionInvoked(shown.id, QStringLiteral("answer"));
        QTRY_COMPARE(set.state(id), CallState::Connected);
        QTRY_COMPARE(set.server.closed, (std::vector<uint>{shown.id}));

        // A second one while the first goes on: that is put on hold, or left alone.
        const auto other = set.ring();
        QTRY_COMPARE(set.server.shown.size(), 2U);
        QCOMPARE(set.state(id), CallState::Connected);
        Q_EMIT set.server.ActionInvoked(set.server.shown[1].id, QStringLiteral("decline"));
        QTRY_COMPARE(set.state(other), CallState::Ended);
        QCOMPARE(set.state(id), CallState::Connected);
    }
    void showingIsAskedForByAClick() {
        Set set(*this);
        set.start();
        QSignalSpy wanted(set.notifier.get(), &desktop::CallNotifier::wanted);
        const auto id = set.ring();
        QTRY_COMPARE(set.server.shown.size(), 1U);
        Q_EMIT set.server.ActionInvoked(set.server.shown[0].id, QStringLiteral("default"));
        QTRY_COMPARE(wanted.size(), 1);
        QCOMPARE(set.state(id), CallState::Incoming);
    }
    /// It ended before the server had said under which number it shows it.
    void nothingStaysOfACallThatEndedAtOnce() {
        Set set(*this);
        set.start();
        const auto id = set.ring();
        set.stage.client.phone().end(id, telephony::CallEnd::Missed);
        QTRY_COMPARE(set.server.closed.size(), 1U);
        QCOMPARE(set.server.shown.size(), 1U);
    }
    void namesNobodyOnALockedScreen_data() {
        QTest::addColumn<QString>("how");
        for (const auto* how : {"locked before", "locked later", "the session says so"}) {
            QTest::newRow(how) << QString::fromLatin1(how);
        }
    }
    void namesNobodyOnALockedScreen() {
        QFETCH(QString, how);
        Set set(*this);
        set.saver.active = how == QStringLiteral("locked before");
        set.login.locked = how == QStringLiteral("the session says so");
        set.offer("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", set.saver);
        set.offer("/org/freedesktop/login1/session/auto", "org.freedesktop.login1", set.login);
        set.start();
        QTRY_VERIFY(set.saver.asked > 0);
        if (how == QStringLiteral("locked later")) Q_EMIT set.saver.ActiveChanged(true);
        QTRY_VERIFY(set.notifications->isLocked());
        const auto id = set.ring();
        QTRY_COMPARE(set.server.shown.size(), 1U);
        QCOMPARE(set.server.shown[0].title, QStringLiteral("Incoming call"));
        QVERIFY(set.server.shown[0].words.isEmpty());
        Q_EMIT set.server.ActionInvoked(set.server.shown[0].id, QStringLiteral("answer"));
        QTRY_COMPARE(set.state(id), CallState::Connected);
    }
    void saysNothingToWhoIsNotToBeDisturbed() {
        Set set(*this);
        set.start();
        QTRY_VERIFY(set.notifications->isThere());
        auto presence = set.stage.client.presence();
        presence.availability = messaging::Availability::DoNotDisturb;
        set.stage.client.setPresence(presence);
        set.stage.client.phone().end(set.ring(), telephony::CallEnd::Missed);
        presence.availability = messaging::Availability::Available;
        set.stage.client.setPresence(presence);
        set.ring();
        QTRY_COMPARE(set.server.shown.size(), 1U);
    }
    void knowsThatNobodyShowsNotifications() {
        Set set(*this);
        set.start();
        QTRY_VERIFY(set.notifications->isThere());
        set.far.unregisterService(QStringLiteral("org.freedesktop.Notifications"));
        const auto id = set.ring();
        QTRY_VERIFY(!set.notifications->isThere());
        QCOMPARE(set.state(id), CallState::Incoming);
    }
    void isAnsweredThroughThePortalOfASandbox() {
        Set set(*this);
        FakePortal portal;
        set.offer("/org/freedesktop/portal/desktop", "org.freedesktop.portal.Desktop", portal);
        set.notifications = std::make_unique<desktop::PortalNotifications>(set.near);
        desktop::CallNotifier notifier(set.stage.client, *set.stage.desktop.calls(),
                                       *set.notifications);
        const auto id = set.ring();
        QTRY_COMPARE(portal.shown.size(), 1U);
        const auto& [key, fields] = *portal.shown.begin();
        QCOMPARE(fields.value(QStringLiteral("body")).toString(), QStringLiteral("Elif Demir"));
        QCOMPARE(fields.value(QStringLiteral("priority")).toString(), QStringLiteral("urgent"));
        const auto buttons =
            qdbus_cast<QList<QVariantMap>>(fields.value(QStringLiteral("buttons")));
        QCOMPARE(buttons.size(), 2);
        QCOMPARE(buttons[0].value(QStringLiteral("action")).toString(), QStringLiteral("answer"));
        Q_EMIT portal.ActionInvoked(key, QStringLiteral("answer"), {});
        QTRY_COMPARE(set.state(id), CallState::Connected);
        QTRY_COMPARE(portal.removed, QStringList{key});
    }
};

QTEST_MAIN(IncomingTest)
#include "IncomingTest.moc"
