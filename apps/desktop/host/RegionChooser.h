// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRasterWindow>

namespace sidetone::desktop {

/// A picture of the screen over the whole screen, on which the person draws the part that is meant.
/// Return takes all of it, Escape none.
class RegionChooser final : public QRasterWindow {
    Q_OBJECT
public:
    RegionChooser(QScreen* screen, QImage picture);

Q_SIGNALS:
    void chosen(const QImage& part);
    void cancelled();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRect drawn() const { return QRect(from_, to_).normalized(); }
    QImage picture_;
    QPoint from_;
    QPoint to_;
    bool isDrawing_ = false;
};

}  // namespace sidetone::desktop
