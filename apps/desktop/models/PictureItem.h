// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPointer>
#include <QQuickItem>
#include <memory>

#include "models/PictureSource.h"

namespace sidetone::desktop {

class PictureDrawing;

/// Shows the moving pictures of a source, whole and with their own proportions, in the middle of
/// the item. It works with every renderer, the one without a graphics card as well.
class PictureItem : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(
        sidetone::desktop::PictureSource* source READ source WRITE setSource NOTIFY sourceChanged)
    /// As in a mirror: how people know themselves.
    Q_PROPERTY(bool mirrored READ mirrored WRITE setMirrored NOTIFY mirroredChanged)
    /// There is a picture.
    Q_PROPERTY(bool showing READ showing NOTIFY showingChanged)
    /// Where the picture is inside the item.
    Q_PROPERTY(QRectF pictureRect READ pictureRect NOTIFY pictureRectChanged)
public:
    explicit PictureItem(QQuickItem* parent = nullptr);
    ~PictureItem() override;

    [[nodiscard]] PictureSource* source() const { return source_; }
    void setSource(PictureSource* source);
    [[nodiscard]] bool mirrored() const { return mirrored_; }
    void setMirrored(bool mirrored);
    [[nodiscard]] bool showing() const { return !image_.isNull(); }
    [[nodiscard]] QRectF pictureRect() const { return rect_; }

Q_SIGNALS:
    void sourceChanged();
    void mirroredChanged();
    void showingChanged();
    void pictureRectChanged();

protected:
    QSGNode* updatePaintNode(QSGNode* before, UpdatePaintNodeData* data) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void itemChange(ItemChange change, const ItemChangeData& value) override;

private:
    void follow();
    void leave();
    void resize();
    void take();
    void place();

    QPointer<PictureSource> source_;
    std::shared_ptr<PictureDrawing> drawing_;
    QImage image_;
    bool isNew_ = false;  ///< image_ is not in the scene yet
    bool mirrored_ = false;
    QRectF rect_;
};

}  // namespace sidetone::desktop
