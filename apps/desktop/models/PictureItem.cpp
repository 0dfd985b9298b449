// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/PictureItem.h"

#include <QQuickWindow>
#include <QSGImageNode>
#include <utility>

#include "models/PictureDrawing.h"

namespace sidetone::desktop {

PictureItem::PictureItem(QQuickItem* parent) : QQuickItem(parent) {
    setFlag(ItemHasContents);
}

PictureItem::~PictureItem() {
    leave();
}

void PictureItem::setSource(PictureSource* source) {
    if (source == source_) return;
    if (source_) source_->disconnect(this);
    source_ = source;
    if (source_) connect(source_, &PictureSource::feedChanged, this, &PictureItem::follow);
    follow();
    Q_EMIT sourceChanged();
}

void PictureItem::setMirrored(bool mirrored) {
    if (mirrored == mirrored_) return;
    mirrored_ = mirrored;
    update();
    Q_EMIT mirroredChanged();
}

void PictureItem::leave() {
    if (drawing_) drawing_->stop();
    drawing_.reset();
}

/// Nobody turns pictures into images for an item that is not seen.
void PictureItem::follow() {
    leave();
    if (source_ && source_->feed() && isVisible()) {
        drawing_ = std::make_shared<PictureDrawing>(source_->feed(), [this] {
            QMetaObject::invokeMethod(
                this, [this] { take(); }, Qt::QueuedConnection);
        });
        resize();
        drawing_->start();
    } else {
        take();
    }
}

void PictureItem::resize() {
    if (!drawing_ || window() == nullptr) return;
    drawing_->setBox((size() * window()->effectiveDevicePixelRatio()).toSize());
}

void PictureItem::take() {
    const bool was = showing();
    image_ = drawing_ ? drawing_->image() : QImage();
    isNew_ = true;
    place();
    update();
    if (was != showing()) Q_EMIT showingChanged();
}

void PictureItem::place() {
    QRectF rect;
    if (showing()) {
        const auto fitted = QSizeF(image_.size()).scaled(size(), Qt::KeepAspectRatio);
        rect = QRectF(QPointF((width() - fitted.width()) / 2, (height() - fitted.height()) / 2),
                      fitted);
    }
    if (rect == rect_) return;
    rect_ = rect;
    Q_EMIT pictureRectChanged();
}

void PictureItem::geometryChange(const QRectF& now, const QRectF& before) {
    QQuickItem::geometryChange(now, before);
    resize();
    place();
    update();
}

void PictureItem::itemChange(ItemChange change, const ItemChangeData& value) {
    QQuickItem::itemChange(change, value);
    if (change == ItemVisibleHasChanged) follow();
    if (change == ItemSceneChange || change == ItemDevicePixelRatioHasChanged) resize();
}

QSGNode* PictureItem::updatePaintNode(QSGNode* before, UpdatePaintNodeData* /*data*/) {
    auto* node = static_cast<QSGImageNode*>(before);
    if (!showing() || rect_.isEmpty()) {
        delete node;
        return nullptr;
    }
    if (node == nullptr) {
        node = window()->createImageNode();
        node->setOwnsTexture(true);
        node->setFiltering(QSGTexture::Linear);
        isNew_ = true;
    }
    if (std::exchange(isNew_, false)) {
        node->setTexture(window()->createTextureFromImage(image_, QQuickWindow::TextureIsOpaque));
        node->setSourceRect(QRectF(QPointF(0, 0), image_.size()));
    }
    node->setRect(rect_);
    node->setTextureCoordinatesTransform(mirrored_ ? QSGImageNode::MirrorHorizontally
                                                   : QSGImageNode::NoTransform);
    return node;
}

}  // namespace sidetone::desktop
