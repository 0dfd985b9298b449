// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/PersonPictureProvider.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QPainter>
#include <QPainterPath>
#include <QThreadPool>
#include <QUrl>
#include <memory>
#include <mutex>

namespace sidetone::desktop {
namespace {

constexpr qint64 mostPoints = 16'000'000;
constexpr int usualSize = 128;

QImage nothing() {
    QImage point(1, 1, QImage::Format_ARGB32_Premultiplied);
    point.fill(Qt::transparent);
    return point;
}

/// A picture under way. Its owner may end it at any time, from another thread than those that work
/// for it.
class Response final : public QQuickImageResponse {
public:
    struct Door {
        std::mutex mutex;
        Response* response = nullptr;
    };
    Response() : door_(std::make_shared<Door>()) { door_->response = this; }
    ~Response() override {
        const std::lock_guard lock(door_->mutex);
        door_->response = nullptr;
    }
    [[nodiscard]] QQuickTextureFactory* textureFactory() const override {
        return QQuickTextureFactory::textureFactoryForImage(image_);
    }
    [[nodiscard]] std::shared_ptr<Door> door() const { return door_; }
    static void finish(const std::shared_ptr<Door>& door, const QImage& image) {
        const std::lock_guard lock(door->mutex);
        auto* response = door->response;
        if (response == nullptr) return;
        QMetaObject::invokeMethod(
            response,
            [response, image] {
                response->image_ = image;
                Q_EMIT response->finished();
            },
            Qt::QueuedConnection);
    }

private:
    std::shared_ptr<Door> door_;
    QImage image_;
};

/// The square of the picture that shows.
QRect squareOf(const QSize& size) {
    const int side = std::min(size.width(), size.height());
    const int x = (size.width() - side) / 2;
    const int y = (size.height() - side) * 3 / 10;
    return {x, y, side, side};
}

}  // namespace

QImage discOf(const QByteArray& bytes, int size) {
    if (bytes.isEmpty()) return nothing();
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    const auto format = reader.format();
    const bool known = format == "png" || format == "jpeg" || format == "bmp" || format == "gif";
    const auto whole = reader.size();
    const bool fits = !whole.isEmpty() && qint64{whole.width()} * whole.height() <= mostPoints;
    const auto picture = known && fits ? reader.read() : QImage();
    if (picture.isNull()) return nothing();
    const auto square = picture.copy(squareOf(picture.size()))
                            .scaled(size, size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QImage disc(size, size, QImage::Format_ARGB32_Premultiplied);
    disc.fill(Qt::transparent);
    QPainter painter(&disc);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath circle;
    circle.addEllipse(0, 0, size, size);
    painter.setClipPath(circle);
    painter.drawImage(0, 0, square);
    return disc;
}

QQuickImageResponse* PersonPictureProvider::requestImageResponse(const QString& id,
                                                                 const QSize& requested) {
    auto* response = new Response;
    const auto door = response->door();
    const auto who = QUrl::fromPercentEncoding(id.toLatin1());
    const int size = std::clamp(std::max(requested.width(), requested.height()), 0, 512);
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [shelf = shelf_, who, door, size = size > 0 ? size : usualSize] {
            if (!shelf) return Response::finish(door, nothing());
            shelf->take(who, [door, size](const QByteArray& bytes) {
                if (bytes.isEmpty()) return Response::finish(door, nothing());
                QThreadPool::globalInstance()->start(
                    [door, size, bytes] { Response::finish(door, discOf(bytes, size)); });
            });
        },
        Qt::QueuedConnection);
    return response;
}

}  // namespace sidetone::desktop
