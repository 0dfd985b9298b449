// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QColor>
#include <QList>
#include <QQuickPaintedItem>

namespace sidetone::desktop {

/// A line through values of one a second, the newest at the right; the highest fills the height.
class PlotItem : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QList<double> values MEMBER values_ WRITE setValues NOTIFY changed)
    Q_PROPERTY(QColor tint MEMBER tint_ NOTIFY changed)
    /// What the height stands for at the least, so that small noise is not drawn large.
    Q_PROPERTY(double least MEMBER least_ NOTIFY changed)
    Q_PROPERTY(double ceiling READ ceiling NOTIFY changed)
public:
    explicit PlotItem(QQuickItem* parent = nullptr);
    void setValues(const QList<double>& values);
    /// What the height stands for.
    [[nodiscard]] double ceiling() const;
    void paint(QPainter* painter) override;

Q_SIGNALS:
    void changed();

private:
    QList<double> values_;
    QColor tint_{Qt::black};
    double least_ = 1;
};

}  // namespace sidetone::desktop
