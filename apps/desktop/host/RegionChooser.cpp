// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/RegionChooser.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScreen>
#include <utility>

namespace sidetone::desktop {
namespace {

/// A click that shook a little is no part.
constexpr int smallest = 4;
const QColor shade(0, 0, 0, 120);
const QColor frame(255, 255, 255);

}  // namespace

RegionChooser::RegionChooser(QScreen* screen, QImage picture) : picture_(std::move(picture)) {
    setScreen(screen);
    setGeometry(screen->geometry());
    setFlags(Qt::FramelessWindowHint | Qt::WindowStaysOnTopHint | Qt::BypassWindowManagerHint);
    setCursor(Qt::CrossCursor);
    setTitle(tr("Choose the part of the screen"));
}

void RegionChooser::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRect all(QPoint(0, 0), size());
    painter.drawImage(all, picture_);
    painter.fillRect(all, shade);
    if (isDrawing_) {
        const auto ratio = double(picture_.width()) / width();
        const auto part = drawn();
        painter.drawImage(part, picture_,
                          QRectF(part.x() * ratio, part.y() * ratio, part.width() * ratio,
                                 part.height() * ratio));
        painter.setPen(frame);
        painter.drawRect(part);
        return;
    }
    painter.setPen(frame);
    painter.drawText(all, Qt::AlignCenter,
                     tr("Draw the part that is meant. Enter: all of it. Esc: nothing."));
}

void RegionChooser::mousePressEvent(QMouseEvent* event) {
    from_ = to_ = event->position().toPoint();
    isDrawing_ = true;
    update();
}

void RegionChooser::mouseMoveEvent(QMouseEvent* event) {
    if (!isDrawing_) return;
    to_ = event->position().toPoint();
    update();
}

void RegionChooser::mouseReleaseEvent(QMouseEvent* event) {
    to_ = event->position().toPoint();
    isDrawing_ = false;
    const auto part = drawn().intersected(QRect(QPoint(0, 0), size()));
    if (part.width() < smallest || part.height() < smallest) return update();
    const auto ratio = double(picture_.width()) / width();
    Q_EMIT chosen(picture_.copy(int(part.x() * ratio), int(part.y() * ratio),
                                int(part.width() * ratio), int(part.height() * ratio)));
}

void RegionChooser::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) Q_EMIT cancelled();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) Q_EMIT chosen(picture_);
}

}  // namespace sidetone::desktop
