// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QQuickAsyncImageProvider>

#include "models/PhotoShelf.h"

namespace sidetone::desktop {

/// People's pictures as discs, cut and decoded off the window's thread:
/// `image://person/ADDRESS-OR-NUMBER`, percent-encoded. Who has none gets a transparent point, so
/// that what lies below shows. Only PNG, JPEG, BMP and GIF of 16 million points at most; portraits
/// are cut 30 to 70 at the top, landscapes in the middle (reference/directory.md 6).
class PersonPictureProvider final : public QQuickAsyncImageProvider {
public:
    explicit PersonPictureProvider(PhotoShelf* shelf) : shelf_(shelf) {}
    QQuickImageResponse* requestImageResponse(const QString& id, const QSize& requested) override;

private:
    QPointer<PhotoShelf> shelf_;  ///< looked at in the window's thread alone
};

/// The bytes as a disc of that size; a transparent point where they are no such picture.
[[nodiscard]] QImage discOf(const QByteArray& bytes, int size);

}  // namespace sidetone::desktop
