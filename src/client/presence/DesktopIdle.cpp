// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/presence/DesktopIdle.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

#include "client/presence/x11Idle.h"

namespace sidetone::client {
namespace {

using namespace Qt::StringLiterals;
using core::Milliseconds;

constexpr int patience = 1'000;  // milliseconds; the desktop is on this machine

struct Place {
    QString service;
    QString path;
    QString interface;
};
Place mutter() {
    return {u"org.gnome.Mutter.IdleMonitor"_s, u"/org/gnome/Mutter/IdleMonitor/Core"_s,
            u"org.gnome.Mutter.IdleMonitor"_s};
}
Place screenSaver() {
    return {u"org.freedesktop.ScreenSaver"_s, u"/org/freedesktop/ScreenSaver"_s,
            u"org.freedesktop.ScreenSaver"_s};
}
Place loginSession() {
    return {u"org.freedesktop.login1"_s, u"/org/freedesktop/login1/session/auto"_s,
            u"org.freedesktop.DBus.Properties"_s};
}

using Done = std::function<void(const QDBusMessage&)>;

/// The answer, or an error message where nobody is there.
void call(QObject* owner, const QDBusConnection& bus, const Place& place, const QString& method,
          const QVariantList& arguments, Done done) {
    auto message =
        QDBusMessage::createMethodCall(place.service, place.path, place.interface, method);
    message.setArguments(arguments);
    message.setAutoStartService(false);
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(message, patience), owner);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, owner,
                     [done = std::move(done)](QDBusPendingCallWatcher* answered) {
                         done(answered->reply());
                         answered->deleteLater();
                     });
}

bool isAnswer(const QDBusMessage& message) {
    return message.type() == QDBusMessage::ReplyMessage && !message.arguments().isEmpty();
}

}  // namespace

struct DesktopIdle::Question {
    Answer answer;
    IdleState state;
};

DesktopIdle::DesktopIdle() = default;
DesktopIdle::~DesktopIdle() = default;

void DesktopIdle::ask(Answer answer) {
    auto question = std::make_shared<Question>();
    question->answer = std::move(answer);
    askIdle(question);
}

void DesktopIdle::askIdle(const std::shared_ptr<Question>& question) {
    const auto bus = QDBusConnection::sessionBus();
    if (hasMutter_) {
        return call(this, bus, mutter(), u"GetIdletime"_s, {},
                    [this, question](const QDBusMessage& message) {
                        hasMutter_ = isAnswer(message);
                        if (!hasMutter_) return askIdle(question);
                        question->state.idle =
                            Milliseconds(message.arguments().first().toLongLong());
                        askLock(question);
                    });
    }
    question->state.idle = x11Idle();
    if (question->state.idle || !hasScreenSaver_) return askLock(question);
    call(this, bus, screenSaver(), u"GetSessionIdleTime"_s, {},
         [this, question](const QDBusMessage& message) {
             hasScreenSaver_ = isAnswer(message);
             if (hasScreenSaver_) {
                 question->state.idle = Milliseconds(message.arguments().first().toLongLong());
             }
             askLock(question);
         });
}

void DesktopIdle::askLock(const std::shared_ptr<Question>& question) {
    if (!hasLogin_) return question->answer(question->state);
    call(this, QDBusConnection::systemBus(), loginSession(), u"Get"_s,
         {u"org.freedesktop.login1.Session"_s, u"LockedHint"_s},
         [this, question](const QDBusMessage& message) {
             hasLogin_ = isAnswer(message);
             if (hasLogin_) {
                 const auto value = message.arguments().first().value<QDBusVariant>();
                 question->state.isLocked = value.variant().toBool();
             }
             question->answer(question->state);
         });
}

void DesktopIdle::setAwake(bool awake) {
    if (wantsAwake_ == awake) return;
    wantsAwake_ = awake;
    const auto bus = QDBusConnection::sessionBus();
    if (!awake) {
        if (!cookie_) return;
        const auto cookie = *std::exchange(cookie_, std::nullopt);
        return call(this, bus, screenSaver(), u"UnInhibit"_s, {cookie}, [](const QDBusMessage&) {});
    }
    call(this, bus, screenSaver(), u"Inhibit"_s, {u"Sidetone"_s, u"On a call"_s},
         [this, bus](const QDBusMessage& message) {
             if (!isAnswer(message)) return;
             cookie_ = message.arguments().first().toUInt();
             if (wantsAwake_) return;
             wantsAwake_ = true;  // the call was over before the desktop answered
             setAwake(false);
         });
}

}  // namespace sidetone::client
