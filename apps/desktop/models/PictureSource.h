// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <memory>

#include "media/video/PictureFeed.h"

namespace sidetone::desktop {

/// Where a PictureItem gets its pictures from: a feed of the call engine, another one with each
/// call, or none.
class PictureSource : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with VideoView")
public:
    explicit PictureSource(QObject* parent = nullptr) : QObject(parent) {}

    [[nodiscard]] const std::shared_ptr<media::PictureFeed>& feed() const { return feed_; }
    void setFeed(std::shared_ptr<media::PictureFeed> feed) {
        if (feed == feed_) return;
        feed_ = std::move(feed);
        Q_EMIT feedChanged();
    }

Q_SIGNALS:
    void feedChanged();

private:
    std::shared_ptr<media::PictureFeed> feed_;
};

}  // namespace sidetone::desktop
