// SPDX-License-Identifier: GPL-3.0-or-later
#include "beside.h"

#include <QDBusConnection>
#include <QGuiApplication>
#include <QWindow>

#include "host/BusNotifications.h"
#include "host/PortalFileChooser.h"
#include "host/PortalNotifications.h"
#include "host/PortalScreenCapture.h"
#include "host/TrayIcon.h"
#include "host/X11ScreenCapture.h"
#include "models/CallNotifier.h"
#include "models/NotificationController.h"

namespace sidetone::desktop {
namespace {

void bringForward(QWindow& window) {
    window.show();
    window.raise();
    window.requestActivate();
}

/// On X11 every program may look at the screen; elsewhere the desktop is asked.
bool isOnX11() {
    return QGuiApplication::platformName() == QLatin1String("xcb") &&
           qEnvironmentVariable("XDG_SESSION_TYPE") != QLatin1String("wayland");
}

std::unique_ptr<Notifications> makeNotifications() {
    const auto bus = QDBusConnection::sessionBus();
    if (isSandboxed()) return std::make_unique<PortalNotifications>(bus);
    return std::make_unique<BusNotifications>(bus, QDBusConnection::systemBus());
}

void choose(Desktop& desktop, QWindow& window, const QString& name) {
    auto& session = *desktop.session();
    const auto set = [&session](Shown::Availability availability) {
        session.setPresence(static_cast<int>(availability), session.statusText());
    };
    if (name == QLatin1String("available")) set(Shown::Availability::Available);
    if (name == QLatin1String("away")) set(Shown::Availability::Away);
    if (name == QLatin1String("busy")) set(Shown::Availability::DoNotDisturb);
    if (name == QLatin1String("show")) bringForward(window);
    if (name != QLatin1String("quit")) return;
    // Quitting asks every window whether it closes; this one would only hide.
    window.setProperty("staysBeside", false);
    QGuiApplication::quit();
}

}  // namespace

struct Beside::Parts {
    explicit Parts(client::Client& client, Desktop& desktop)
        : notifications(makeNotifications()),
          controller(client, desktop, *notifications),
          calls(client, *desktop.calls(), *notifications),
          tray(QDBusConnection::sessionBus()),
          chooser(QDBusConnection::sessionBus()),
          capture(QDBusConnection::sessionBus()) {}
    std::unique_ptr<Notifications> notifications;
    NotificationController controller;
    CallNotifier calls;
    TrayIcon tray;
    PortalFileChooser chooser;
    PortalScreenCapture capture;
};

Beside::Beside(client::Client& client, Desktop& desktop, QWindow& window) {
    if (isOnX11()) {
        x11_ = std::make_unique<X11ScreenCapture>();
        desktop.files()->setCapture(x11_.get());
    }
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")) return;
    if (!QDBusConnection::sessionBus().isConnected()) return;
    parts_ = std::make_unique<Parts>(client, desktop);
    auto& tray = parts_->tray;
    desktop.files()->setChooser(&parts_->chooser);
    desktop.contactList()->setChooser(&parts_->chooser);
    if (!x11_) desktop.files()->setCapture(&parts_->capture);
    QObject::connect(&parts_->controller, &NotificationController::wanted, &window,
                     [&window] { bringForward(window); });
    QObject::connect(&parts_->calls, &CallNotifier::wanted, &window,
                     [&window] { bringForward(window); });
    const auto told = [notifications = parts_->notifications.get(), &window] {
        window.setProperty("tellsBeside", notifications->isThere());
    };
    QObject::connect(parts_->notifications.get(), &Notifications::thereChanged, &window, told);
    told();
    QObject::connect(&tray, &TrayIcon::activated, &window, [&window] { bringForward(window); });
    QObject::connect(&tray, &TrayIcon::chosen, &window,
                     [&desktop, &window](const QString& name) { choose(desktop, window, name); });
    // Who closes the window is still reachable, as long as there is a way back to it.
    QObject::connect(&tray, &TrayIcon::shownChanged, &window,
                     [&tray, &window] { window.setProperty("staysBeside", tray.isShown()); });
    const auto show = [&tray, &desktop] {
        tray.setState(desktop.session()->availability(), desktop.session()->presence(),
                      desktop.conversations()->unread());
    };
    QObject::connect(desktop.session(), &SessionController::selfChanged, &tray, show);
    QObject::connect(desktop.conversations(), &ConversationModel::unreadChanged, &tray, show);
    show();
}

Beside::~Beside() = default;

}  // namespace sidetone::desktop
