// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusObjectPath>

#include "host/TrayMenu.h"

namespace sidetone::desktop {

class TrayItem;

/// The icon beside the clock, as a StatusNotifierItem: presence by its shape, the number of unread
/// messages on it, and a menu. Where nobody shows such items, isShown() stays false.
class TrayIcon final : public QObject {
    Q_OBJECT
public:
    explicit TrayIcon(const QDBusConnection& bus);
    ~TrayIcon() override;

    /// Shown::Availability, the words of it, and how many messages wait.
    void setState(int availability, const QString& words, int unread);
    [[nodiscard]] bool isShown() const { return shown_; }

Q_SIGNALS:
    void shownChanged();
    /// The icon itself was pressed.
    void activated();
    /// "available", "away", "busy", "show", "quit".
    void chosen(const QString& name);

private Q_SLOTS:
    void watcherChanged(const QString& name, const QString& before, const QString& after);

private:
    void announce();
    QDBusConnection bus_;
    QString name_;
    QObject item_;
    QObject menu_;
    TrayItem* adaptor_ = nullptr;
    TrayMenu* entries_ = nullptr;
    bool shown_ = false;
};

/// What the desktop asks of the icon.
class TrayItem final : public QDBusAbstractAdaptor {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierItem")
    Q_PROPERTY(QString Category READ category)
    Q_PROPERTY(QString Id READ id)
    Q_PROPERTY(QString Title READ title)
    Q_PROPERTY(QString Status READ status)
    Q_PROPERTY(QString IconName READ iconName)
    Q_PROPERTY(sidetone::desktop::TrayPixmaps IconPixmap READ pixmaps)
    Q_PROPERTY(sidetone::desktop::TrayTip ToolTip READ tip)
    Q_PROPERTY(bool ItemIsMenu READ isMenu)
    Q_PROPERTY(QDBusObjectPath Menu READ menu)
public:
    explicit TrayItem(QObject* parent) : QDBusAbstractAdaptor(parent) {}
    void setState(int availability, const QString& words, int unread);

    [[nodiscard]] QString category() const { return QStringLiteral("Communications"); }
    [[nodiscard]] QString id() const { return QStringLiteral("sidetone"); }
    [[nodiscard]] QString title() const { return QStringLiteral("Sidetone"); }
    [[nodiscard]] QString status() const;
    [[nodiscard]] QString iconName() const { return {}; }
    [[nodiscard]] TrayPixmaps pixmaps() const { return pixmaps_; }
    [[nodiscard]] TrayTip tip() const { return tip_; }
    [[nodiscard]] bool isMenu() const { return false; }
    [[nodiscard]] QDBusObjectPath menu() const;

public Q_SLOTS:
    void Activate(int x, int y);
    void SecondaryActivate(int x, int y);
    void ContextMenu(int, int) {}
    void Scroll(int, const QString&) {}

Q_SIGNALS:
    void NewIcon();
    void NewToolTip();
    void NewStatus(const QString& status);
    void activated();

private:
    TrayPixmaps pixmaps_;
    TrayTip tip_;
    int unread_ = 0;
};

}  // namespace sidetone::desktop
