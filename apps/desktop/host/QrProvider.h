// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickImageProvider>

namespace sidetone::desktop {

/// Draws a text as a QR code, black on white with its quiet border: `image://qr/TEXT`,
/// percent-encoded.
class QrProvider final : public QQuickImageProvider {
public:
    QrProvider() : QQuickImageProvider(QQuickImageProvider::Image) {}
    QImage requestImage(const QString& id, QSize* size, const QSize& requested) override;
};

}  // namespace sidetone::desktop
