// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDBusArgument>
#include <QList>
#include <QString>
#include <QVariantMap>

// The structures of StatusNotifierItem and com.canonical.dbusmenu.

namespace sidetone::desktop {

/// One size of an icon: (iiay), ARGB32 in network order.
struct TrayPixmap {
    int width = 0;
    int height = 0;
    QByteArray pixels;
};
using TrayPixmaps = QList<TrayPixmap>;

/// (sa(iiay)ss)
struct TrayTip {
    QString icon;
    TrayPixmaps pixmaps;
    QString title;
    QString words;
};

/// One entry of a menu and all below it: (ia{sv}av).
struct TrayMenuItem {
    int id = 0;
    QVariantMap properties;
    QList<TrayMenuItem> children;
};

/// (ia{sv})
struct TrayMenuProperties {
    int id = 0;
    QVariantMap properties;
};
using TrayMenuPropertyList = QList<TrayMenuProperties>;

QDBusArgument& operator<<(QDBusArgument& out, const TrayPixmap& pixmap);
const QDBusArgument& operator>>(const QDBusArgument& in, TrayPixmap& pixmap);
QDBusArgument& operator<<(QDBusArgument& out, const TrayTip& tip);
const QDBusArgument& operator>>(const QDBusArgument& in, TrayTip& tip);
QDBusArgument& operator<<(QDBusArgument& out, const TrayMenuItem& item);
const QDBusArgument& operator>>(const QDBusArgument& in, TrayMenuItem& item);
QDBusArgument& operator<<(QDBusArgument& out, const TrayMenuProperties& item);
const QDBusArgument& operator>>(const QDBusArgument& in, TrayMenuProperties& item);

/// Once, before any of them travels.
void registerTrayTypes();

}  // namespace sidetone::desktop

Q_DECLARE_METATYPE(sidetone::desktop::TrayPixmap)
Q_DECLARE_METATYPE(sidetone::desktop::TrayTip)
Q_DECLARE_METATYPE(sidetone::desktop::TrayMenuItem)
Q_DECLARE_METATYPE(sidetone::desktop::TrayMenuProperties)
