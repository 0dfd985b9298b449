// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/TrayIcon.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFont>
#include <QImage>
#include <QPainter>
#include <QtEndian>

#include "models/Shown.h"

namespace sidetone::desktop {
namespace {

const QString watcherName = QStringLiteral("org.kde.StatusNotifierWatcher");
const QString menuPath = QStringLiteral("/Menu");
const QString itemPath = QStringLiteral("/StatusNotifierItem");

QColor colourOf(int availability) {
    switch (static_cast<Shown::Availability>(availability)) {
        case Shown::Availability::Available:
            return QColor(0x1b, 0x9c, 0x54);
        case Shown::Availability::Away:
        case Shown::Availability::ExtendedAway:
            return QColor(0xd5, 0x93, 0x00);
        case Shown::Availability::DoNotDisturb:
            return QColor(0xcf, 0x36, 0x36);
        case Shown::Availability::Offline:
        case Shown::Availability::Unknown:
            break;
    }
    return QColor(0x7d, 0x86, 0x96);
}

/// A speech bubble in the colour of the presence, with the number of what waits.
QImage draw(int availability, int unread, int size) {
    QImage image(size, size, QImage::Format_ARGB32);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colourOf(availability));
    const double part = size / 16.0;
    painter.drawRoundedRect(QRectF(part, 2 * part, 14 * part, 10 * part), 3 * part, 3 * part);
    painter.drawPolygon(QPolygonF({QPointF(4 * part, 11 * part), QPointF(4 * part, 15 * part),
                                   QPointF(8 * part, 11 * part)}));
    if (unread > 0) {
        QFont font;
        font.setPixelSize(static_cast<int>(8 * part));
        font.setBold(true);
        painter.setFont(font);
        painter.setPen(Qt::white);
        painter.drawText(QRectF(part, 2 * part, 14 * part, 10 * part), Qt::AlignCenter,
                         unread > 9 ? QStringLiteral("9+") : QString::number(unread));
    }
    return image;
}

TrayPixmap pixmapOf(const QImage& image) {
    TrayPixmap pixmap{image.width(), image.height(), {}};
    pixmap.pixels.reserve(image.sizeInBytes());
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const quint32 ordered = qToBigEndian<quint32>(image.pixel(x, y));
            pixmap.pixels.append(reinterpret_cast<const char*>(&ordered), sizeof ordered);
        }
    }
    return pixmap;
}

}  // namespace

void TrayItem::setState(int availability, const QString& words, int unread) {
    unread_ = unread;
    pixmaps_ = {pixmapOf(draw(availability, unread, 22)), pixmapOf(draw(availability, unread, 44))};
    tip_ = {
        QString(), {}, title(), unread > 0 ? tr("%1, %2 unread").arg(words).arg(unread) : words};
    Q_EMIT NewIcon();
    Q_EMIT NewToolTip();
    Q_EMIT NewStatus(status());
}

QString TrayItem::status() const {
    return unread_ > 0 ? QStringLiteral("NeedsAttention") : QStringLiteral("Active");
}

QDBusObjectPath TrayItem::menu() const {
    return QDBusObjectPath(menuPath);
}

void TrayItem::Activate(int, int) {
    Q_EMIT activated();
}
void TrayItem::SecondaryActivate(int, int) {
    Q_EMIT activated();
}

TrayIcon::TrayIcon(const QDBusConnection& bus)
    : bus_(bus),
      name_(QStringLiteral("org.kde.StatusNotifierItem-%1-1")
                .arg(QCoreApplication::applicationPid())),
      adaptor_(new TrayItem(&item_)),
      entries_(new TrayMenu(&menu_)) {
    registerTrayTypes();
    connect(adaptor_, &TrayItem::activated, this, &TrayIcon::activated);
    connect(entries_, &TrayMenu::chosen, this, &TrayIcon::chosen);
    setState(static_cast<int>(Shown::Availability::Offline), tr("Signed out"), 0);
    bus_.registerObject(itemPath, &item_);
    bus_.registerObject(menuPath, &menu_);
    bus_.registerService(name_);
    bus_.connect(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
                 QStringLiteral("org.freedesktop.DBus"), QStringLiteral("NameOwnerChanged"),
                 {watcherName}, QString(), this, SLOT(watcherChanged(QString, QString, QString)));
    announce();
}

TrayIcon::~TrayIcon() {
    bus_.unregisterObject(itemPath);
    bus_.unregisterObject(menuPath);
    bus_.unregisterService(name_);
}

void TrayIcon::watcherChanged(const QString&, const QString&, const QString& after) {
    if (!after.isEmpty()) {
        announce();
    } else if (std::exchange(shown_, false)) {
        Q_EMIT shownChanged();
    }
}

void TrayIcon::announce() {
    auto call =
        QDBusMessage::createMethodCall(watcherName, QStringLiteral("/StatusNotifierWatcher"),
                                       watcherName, QStringLiteral("RegisterStatusNotifierItem"));
    call << name_;
    auto* watcher = new QDBusPendingCallWatcher(bus_.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<> reply = *watcher;
        watcher->deleteLater();
        if (reply.isError() || std::exchange(shown_, true)) return;
        Q_EMIT shownChanged();
    });
}

void TrayIcon::setState(int availability, const QString& words, int unread) {
    adaptor_->setState(availability, words, unread);
    const auto choice = [availability](const QString& text, const char* name,
                                       Shown::Availability state) {
        return TrayEntry{text, QString::fromLatin1(name), availability == static_cast<int>(state),
                         true};
    };
    entries_->setEntries({choice(tr("Available"), "available", Shown::Availability::Available),
                          choice(tr("Away"), "away", Shown::Availability::Away),
                          choice(tr("Do not disturb"), "busy", Shown::Availability::DoNotDisturb),
                          {},
                          {tr("Show the window"), QStringLiteral("show")},
                          {tr("Quit"), QStringLiteral("quit")}});
}

}  // namespace sidetone::desktop
