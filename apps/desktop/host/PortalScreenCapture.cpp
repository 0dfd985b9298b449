// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/PortalScreenCapture.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>
#include <QUrl>

namespace sidetone::desktop {
namespace {

const QString portal = QStringLiteral("org.freedesktop.portal.Desktop");
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString requestInterface = QStringLiteral("org.freedesktop.portal.Request");
const auto tried = "Taking a picture of the screen";
constexpr uint cancelled = 1;

}  // namespace

PortalScreenCapture::PortalScreenCapture(const QDBusConnection& bus) : bus_(bus) {}

void PortalScreenCapture::watch(const QString& request) {
    if (request == request_) return;
    if (!request_.isEmpty()) {
        bus_.disconnect(portal, request_, requestInterface, QStringLiteral("Response"), this,
                        SLOT(answered(uint, QVariantMap)));
    }
    request_ = request;
    if (!request_.isEmpty()) {
        bus_.connect(portal, request_, requestInterface, QStringLiteral("Response"), this,
                     SLOT(answered(uint, QVariantMap)));
    }
}

/// Where the answer will come from: known before it is asked for, so that none is missed.
QString PortalScreenCapture::requestNamed(const QString& token) const {
    auto sender = bus_.baseService().mid(1);
    sender.replace(QLatin1Char('.'), QLatin1Char('_'));
    return portalPath + QStringLiteral("/request/%1/%2").arg(sender, token);
}

core::Task<std::filesystem::path> PortalScreenCapture::capture() {
    taken_ = {};
    auto task = taken_.task();
    const auto token =
        QStringLiteral("sidetone%1_%2").arg(QCoreApplication::applicationPid()).arg(++count_);
    watch(requestNamed(token));
    auto call = QDBusMessage::createMethodCall(portal, portalPath,
                                               QStringLiteral("org.freedesktop.portal.Screenshot"),
                                               QStringLiteral("Screenshot"));
    call << QString()
         << QVariantMap{{QStringLiteral("handle_token"), token},
                        {QStringLiteral("interactive"), true},
                        {QStringLiteral("modal"), true}};
    auto* watcher = new QDBusPendingCallWatcher(bus_.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusObjectPath> reply = *watcher;
        watcher->deleteLater();
        // Old portals choose a name of their own.
        if (reply.isValid()) return request_.isEmpty() ? void() : watch(reply.value().path());
        watch({});
        taken_.settle(core::fail(core::ErrorCode::Unsupported, tried,
                                 "this desktop does not offer it",
                                 "Take it with another program and paste it into the chat."));
    });
    return task;
}

void PortalScreenCapture::answered(uint code, const QVariantMap& results) {
    watch({});
    const auto file = QUrl(results.value(QStringLiteral("uri")).toString()).toLocalFile();
    if (code == cancelled) {
        taken_.settle(core::fail(core::ErrorCode::Cancelled, tried));
    } else if (code != 0 || !QFileInfo(file).isFile()) {
        taken_.settle(core::fail(core::ErrorCode::Device, tried, "the desktop gave none"));
    } else {
        taken_.settle(std::filesystem::path(file.toStdString()));
    }
}

}  // namespace sidetone::desktop
