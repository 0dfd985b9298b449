// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/QrProvider.h"

#include <qrencode.h>

#include <QUrl>
#include <memory>

namespace sidetone::desktop {

QImage QrProvider::requestImage(const QString& id, QSize* size, const QSize& requested) {
    constexpr int border = 4;  // ISO/IEC 18004: four modules of white around
    const auto text = QUrl::fromPercentEncoding(id.toLatin1()).toUtf8();
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(text.constData(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) return {};
    const int modules = code->width + 2 * border;
    QImage image(modules, modules, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            const bool dark = (code->data[y * code->width + x] & 1U) != 0;
            if (dark) image.scanLine(y + border)[x + border] = 0;
        }
    }
    // Whole points for each module: a blurred edge is harder to read.
    const int factor = std::max(1, std::max(requested.width(), modules * 4) / modules);
    image = image.scaled(modules * factor, modules * factor);
    if (size != nullptr) *size = image.size();
    return image;
}

}  // namespace sidetone::desktop
