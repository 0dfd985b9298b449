// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickImageProvider>

namespace sidetone::desktop {

/// Draws the icons of the resources in one colour at the pixel size that is asked for:
/// `image://icon/NAME/RRGGBB`. It needs no shader, so that the software renderer shows them.
class IconProvider final : public QQuickImageProvider {
public:
    IconProvider() : QQuickImageProvider(QQuickImageProvider::Image) {}
    QImage requestImage(const QString& id, QSize* size, const QSize& requested) override;
};

}  // namespace sidetone::desktop
