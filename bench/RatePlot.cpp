// SPDX-License-Identifier: GPL-3.0-or-later
#include "RatePlot.h"

#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <functional>

namespace sidetone::bench {
namespace {

constexpr int width = 1000;
constexpr int rateHeight = 380;
constexpr int queueHeight = 160;
constexpr int margin = 50;

/// A part of the picture with axes of its own.
struct Area {
    QRectF box;
    double seconds;
    double most;
    [[nodiscard]] QPointF at(double second, double value) const {
        return {box.left() + second / seconds * box.width(),
                box.bottom() - std::min(value, most) / most * box.height()};
    }
};

using Value = std::function<double(const test::Sample&)>;

void draw(QPainter& painter, const Area& area, const test::Outcome& outcome, const QPen& pen,
          const Value& value) {
    QPainterPath path;
    for (const auto& sample : outcome.samples) {
        const auto point = area.at(sample.seconds, value(sample));
        if (path.elementCount() == 0) {
            path.moveTo(point);
        } else {
            path.lineTo(point);
        }
    }
    painter.setPen(pen);
    painter.drawPath(path);
}

void drawFrame(QPainter& painter, const Area& area, const QString& unit, double step) {
    painter.setPen(QPen(Qt::lightGray, 1));
    for (double value = 0; value <= area.most * 1.001; value += step) {
        const auto left = area.at(0, value);
        painter.drawLine(left, area.at(area.seconds, value));
        painter.setPen(Qt::black);
        painter.drawText(QRectF(0, left.y() - 8, margin - 6, 16), Qt::AlignRight,
                         QString::number(value));
        painter.setPen(QPen(Qt::lightGray, 1));
    }
    painter.setPen(Qt::black);
    painter.drawText(area.box.topLeft() + QPointF(6, -6), unit);
    painter.drawRect(area.box);
}

}  // namespace

bool plot(const test::Scenario& scenario, const test::Outcome& outcome, const std::string& file) {
    QImage image(width, rateHeight + queueHeight + 3 * margin, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const double seconds = static_cast<double>(scenario.duration.count()) / 1000;
    double most = 0;
    for (const auto& sample : outcome.samples) most = std::max(most, sample.capacity / 1e6);
    const Area rates{QRectF(margin, margin, width - 2 * margin, rateHeight), seconds, most * 1.1};
    const Area queue{QRectF(margin, rateHeight + 2 * margin, width - 2 * margin, queueHeight),
                     seconds, 300};
    painter.drawText(QPointF(margin, 20), QString::fromStdString(scenario.name));
    drawFrame(painter, rates, QStringLiteral("Mbit/s"), 0.5);
    drawFrame(painter, queue,
              QStringLiteral("queue, ms; seconds: 0 to ") + QString::number(seconds), 100);
    draw(painter, rates, outcome, QPen(Qt::gray, 3),
         [](const test::Sample& sample) { return sample.capacity / 1e6; });
    const QColor colours[] = {Qt::blue, Qt::red, Qt::darkGreen, Qt::magenta, Qt::darkYellow};
    for (std::size_t i = 0; i < scenario.flows.size(); ++i) {
        const auto colour = colours[i % std::size(colours)];
        draw(painter, rates, outcome, QPen(colour.lighter(170), 1),
             [i](const test::Sample& sample) { return sample.rates[i] / 1e6; });
        draw(painter, rates, outcome, QPen(colour, 2),
             [i](const test::Sample& sample) { return sample.targets[i] / 1e6; });
    }
    draw(painter, queue, outcome, QPen(Qt::darkRed, 1),
         [](const test::Sample& sample) { return sample.queueMilliseconds; });
    painter.end();
    return image.save(QString::fromStdString(file));
}

}  // namespace sidetone::bench
