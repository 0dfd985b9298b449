// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/PlotItem.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace sidetone::desktop {
namespace {

constexpr int seconds = 60;

}  // namespace

PlotItem::PlotItem(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    connect(this, &PlotItem::changed, this, [this] { update(); });
}

void PlotItem::setValues(const QList<double>& values) {
    values_ = values;
    Q_EMIT changed();
}

double PlotItem::ceiling() const {
    const auto highest = std::max_element(values_.begin(), values_.end());
    return highest == values_.end() ? least_ : std::max(least_, *highest);
}

void PlotItem::paint(QPainter* painter) {
    if (values_.isEmpty() || width() < 4 || height() < 4) return;
    const double step = width() / (seconds - 1);
    const double unit = (height() - 2) / ceiling();
    double x = width() - step * static_cast<double>(values_.size() - 1);
    QPainterPath line;
    for (qsizetype i = 0; i < values_.size(); ++i, x += step) {
        const QPointF point(x, height() - 1 - values_[i] * unit);
        i == 0 ? line.moveTo(point) : line.lineTo(point);
    }
    auto area = line;
    area.lineTo(width(), height());
    area.lineTo(width() - step * static_cast<double>(values_.size() - 1), height());
    auto ground = tint_;
    ground.setAlphaF(0.15F);
    painter->fillPath(area, ground);
    painter->setPen(QPen(tint_, 1.5));
    painter->drawPath(line);
}

}  // namespace sidetone::desktop
