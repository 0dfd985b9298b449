// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/IconProvider.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace sidetone::desktop {

QImage IconProvider::requestImage(const QString& id, QSize* size, const QSize& requested) {
    constexpr int usualSize = 16;
    const int pixels = requested.width() > 0 ? requested.width() : usualSize;
    if (size != nullptr) *size = QSize(pixels, pixels);
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);

    QFile file(QStringLiteral(":/sidetone/icons/%1.svg").arg(id.section(u'/', 0, 0)));
    if (!file.open(QIODevice::ReadOnly)) return image;
    auto drawing = file.readAll();
    drawing.replace("currentColor", "#" + id.section(u'/', 1, 1).toLatin1());
    QSvgRenderer renderer(drawing);
    QPainter painter(&image);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    return image;
}

}  // namespace sidetone::desktop
