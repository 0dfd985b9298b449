// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickAsyncImageProvider>
#include <QThreadPool>

namespace sidetone::desktop {

/// Pictures that were sent or received, decoded off the window's thread at the size that is shown:
/// `image://picture/PATH`, percent-encoded. Only PNG, JPEG, WebP and GIF, and none with more
/// points than a big camera makes: a small file can claim to be enormous.
class PictureProvider final : public QQuickAsyncImageProvider {
public:
    PictureProvider();
    QQuickImageResponse* requestImageResponse(const QString& id, const QSize& requested) override;

private:
    QThreadPool pool_;
};

}  // namespace sidetone::desktop
