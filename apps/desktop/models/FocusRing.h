// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQmlListProperty>
#include <QQuickItem>

namespace sidetone::desktop {

/// The regions of a window in the order in which F6 visits them. Hidden ones are passed over.
class FocusRing : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQmlListProperty<QQuickItem> regions READ regions)
public:
    using QObject::QObject;
    [[nodiscard]] QQmlListProperty<QQuickItem> regions() { return {this, &regions_}; }
    /// Gives the focus to the next region after the one that has it.
    Q_INVOKABLE void next() { move(1); }
    Q_INVOKABLE void previous() { move(-1); }

private:
    void move(int step);
    [[nodiscard]] bool canTake(const QQuickItem* region) const;
    QList<QQuickItem*> regions_;
};

}  // namespace sidetone::desktop
