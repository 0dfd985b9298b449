// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusAbstractAdaptor>
#include <QDBusVariant>
#include <QStringList>

#include "host/trayTypes.h"

namespace sidetone::desktop {

/// One entry of the tray's menu; an empty text is a line.
struct TrayEntry {
    QString text;
    QString name;  ///< what chosen() tells
    bool isChecked = false;
    bool isRadio = false;
};

/// The tray's menu as com.canonical.dbusmenu, which the desktop draws.
class TrayMenu final : public QDBusAbstractAdaptor {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "com.canonical.dbusmenu")
    Q_PROPERTY(uint Version READ version)
    Q_PROPERTY(QString TextDirection READ textDirection)
    Q_PROPERTY(QString Status READ status)
    Q_PROPERTY(QStringList IconThemePath READ iconThemePath)
public:
    explicit TrayMenu(QObject* parent) : QDBusAbstractAdaptor(parent) {}
    void setEntries(const QList<TrayEntry>& entries);

    [[nodiscard]] uint version() const { return 3; }
    [[nodiscard]] QString textDirection() const { return QStringLiteral("ltr"); }
    [[nodiscard]] QString status() const { return QStringLiteral("normal"); }
    [[nodiscard]] QStringList iconThemePath() const { return {}; }

public Q_SLOTS:
    uint GetLayout(int parent, int depth, const QStringList& names,
                   sidetone::desktop::TrayMenuItem& layout);
    sidetone::desktop::TrayMenuPropertyList GetGroupProperties(const QList<int>& ids,
                                                               const QStringList& names);
    QDBusVariant GetProperty(int id, const QString& name);
    void Event(int id, const QString& what, const QDBusVariant& data, uint time);
    bool AboutToShow(int id);

Q_SIGNALS:
    void LayoutUpdated(uint revision, int parent);
    /// For us, not for the bus's listeners: an entry was chosen.
    void chosen(const QString& name);

private:
    [[nodiscard]] QVariantMap propertiesOf(int id) const;
    QList<TrayEntry> entries_;
    uint revision_ = 1;
};

}  // namespace sidetone::desktop
