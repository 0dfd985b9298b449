// SPDX-License-Identifier: GPL-3.0-or-later
#include "CostPlot.h"

#include <QImage>
#include <QPainter>
#include <QPolygonF>
#include <algorithm>
#include <cmath>

namespace sidetone::bench {
namespace {

constexpr int width = 1100;
constexpr int height = 640;
constexpr int left = 80;
constexpr int right = 360;  ///< room for the lines' names
constexpr int top = 40;
constexpr int bottom = 60;

/// Whole powers of ten around the values.
struct Axis {
    int from = 0;
    int to = 1;
    [[nodiscard]] double part(double value) const {
        return (std::log10(value) - from) / (to - from);
    }
};

template <class Of>
Axis axisOf(const std::vector<Cost>& costs, const Of& of) {
    const auto [low, high] = std::minmax_element(
        costs.begin(), costs.end(), [&](const Cost& a, const Cost& b) { return of(a) < of(b); });
    Axis axis{static_cast<int>(std::floor(std::log10(of(*low)))),
              static_cast<int>(std::ceil(std::log10(of(*high))))};
    axis.to = std::max(axis.to, axis.from + 1);
    return axis;
}

double peopleOf(const Cost& cost) {
    return static_cast<double>(std::max<std::size_t>(cost.people, 1));
}

double timeOf(const Cost& cost) {
    return std::max(cost.milliseconds, 0.001);
}

QString named(double milliseconds) {
    if (milliseconds >= 1000) return QString::number(milliseconds / 1000) + QStringLiteral(" s");
    if (milliseconds >= 1) return QString::number(milliseconds) + QStringLiteral(" ms");
    return QString::number(milliseconds * 1000) + QStringLiteral(" \u00b5s");
}

struct Frame {
    Axis people;
    Axis time;
    [[nodiscard]] QPointF at(double many, double milliseconds) const {
        return {left + people.part(many) * (width - left - right),
                height - bottom - time.part(milliseconds) * (height - top - bottom)};
    }
};

void drawAxes(QPainter& painter, const Frame& frame) {
    const auto line = [&](QPointF from, QPointF to) {
        painter.setPen(QPen(Qt::lightGray, 1));
        painter.drawLine(from, to);
        painter.setPen(Qt::black);
    };
    const double least = std::pow(10, frame.people.from);
    const double most = std::pow(10, frame.people.to);
    const double shortest = std::pow(10, frame.time.from);
    for (int power = frame.time.from; power <= frame.time.to; ++power) {
        const double value = std::pow(10, power);
        const auto from = frame.at(least, value);
        line(from, frame.at(most, value));
        painter.drawText(QRectF(0, from.y() - 10, left - 8, 20), Qt::AlignRight | Qt::AlignVCenter,
                         named(value));
    }
    for (int power = frame.people.from; power <= frame.people.to; ++power) {
        const double value = std::pow(10, power);
        const auto from = frame.at(value, shortest);
        line(from, frame.at(value, std::pow(10, frame.time.to)));
        painter.drawText(QRectF(from.x() - 60, from.y() + 6, 120, 20), Qt::AlignCenter,
                         QString::number(value, 'f', 0));
    }
    painter.drawText(QRectF(left, height - 30, width - left - right, 20), Qt::AlignCenter,
                     QStringLiteral("people in the directory"));
}

}  // namespace

bool plot(const std::vector<Cost>& costs, const std::string& file) {
    if (costs.empty()) return false;
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawText(QPointF(left, 24), QStringLiteral("What a company's size costs (p95)"));
    const Frame frame{axisOf(costs, peopleOf), axisOf(costs, timeOf)};
    drawAxes(painter, frame);
    std::vector<std::string> names;
    for (const auto& cost : costs) {
        if (std::find(names.begin(), names.end(), cost.what) == names.end()) {
            names.push_back(cost.what);
        }
    }
    const QColor colours[] = {Qt::blue,       Qt::red,  Qt::darkGreen, Qt::magenta,
                              Qt::darkYellow, Qt::gray, Qt::darkCyan};
    for (std::size_t at = 0; at < names.size(); ++at) {
        const auto colour = colours[at % std::size(colours)];
        QPolygonF points;
        for (const auto& cost : costs) {
            if (cost.what == names[at]) points << frame.at(peopleOf(cost), timeOf(cost));
        }
        painter.setPen(QPen(colour, 2));
        painter.drawPolyline(points);
        painter.setBrush(colour);
        for (const auto& point : points) painter.drawEllipse(point, 3, 3);
        const double row = top + 10 + 24.0 * static_cast<double>(at);
        painter.drawLine(QPointF(width - right + 20, row), QPointF(width - right + 44, row));
        painter.setPen(Qt::black);
        painter.drawText(QPointF(width - right + 52, row + 5), QString::fromStdString(names[at]));
    }
    painter.end();
    return image.save(QString::fromStdString(file));
}

}  // namespace sidetone::bench
