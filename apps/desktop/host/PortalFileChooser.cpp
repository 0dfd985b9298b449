// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/PortalFileChooser.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QUrl>

namespace sidetone::desktop {
namespace {

const QString portal = QStringLiteral("org.freedesktop.portal.Desktop");
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString requestInterface = QStringLiteral("org.freedesktop.portal.Request");

}  // namespace

PortalFileChooser::PortalFileChooser(const QDBusConnection& bus) : bus_(bus) {}

void PortalFileChooser::watch(const QString& request) {
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

core::Task<std::vector<std::filesystem::path>> PortalFileChooser::choose() {
    chosen_ = {};
    auto task = chosen_.task();
    auto call = QDBusMessage::createMethodCall(portal, portalPath,
                                               QStringLiteral("org.freedesktop.portal.FileChooser"),
                                               QStringLiteral("OpenFile"));
    call << QString() << tr("Send files")
         << QVariantMap{{QStringLiteral("multiple"), true}, {QStringLiteral("modal"), true}};
    auto* watcher = new QDBusPendingCallWatcher(bus_.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusObjectPath> reply = *watcher;
        watcher->deleteLater();
        if (reply.isValid()) {
            watch(reply.value().path());
        } else {
            chosen_.settle(core::fail(core::ErrorCode::Unsupported, "Opening the file dialog",
                                      "this desktop has none to offer",
                                      "Drop the files on the chat, or copy and paste them."));
        }
    });
    return task;
}

void PortalFileChooser::answered(uint code, const QVariantMap& results) {
    watch({});
    std::vector<std::filesystem::path> files;
    if (code == 0) {
        for (const auto& uri : results.value(QStringLiteral("uris")).toStringList()) {
            files.emplace_back(QUrl(uri).toLocalFile().toStdString());
        }
    }
    chosen_.settle(std::move(files));
}

}  // namespace sidetone::desktop
