// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/PictureProvider.h"

#include <QImageReader>
#include <QRunnable>
#include <QUrl>

namespace sidetone::desktop {
namespace {

constexpr qint64 mostPoints = 60'000'000;
constexpr int usualSize = 360;

class Decoding final : public QQuickImageResponse, public QRunnable {
public:
    Decoding(QString path, QSize requested) : path_(std::move(path)), requested_(requested) {
        setAutoDelete(false);
    }
    [[nodiscard]] QQuickTextureFactory* textureFactory() const override {
        return QQuickTextureFactory::textureFactoryForImage(image_);
    }
    [[nodiscard]] QString errorString() const override { return error_; }

    void run() override {
        QImageReader reader(path_);
        reader.setAutoTransform(true);
        const auto format = reader.format();
        const bool known =
            format == "png" || format == "jpeg" || format == "webp" || format == "gif";
        const auto size = reader.size();
        if (!known || size.isEmpty() || qint64{size.width()} * size.height() > mostPoints) {
            error_ = QStringLiteral("not a picture that can be shown");
        } else {
            const int most = std::max({requested_.width(), requested_.height(), 1});
            const QSize bound(most > 1 ? most : usualSize, most > 1 ? most : usualSize);
            if (size.width() > bound.width() || size.height() > bound.height()) {
                reader.setScaledSize(size.scaled(bound, Qt::KeepAspectRatio));
            }
            image_ = reader.read();
            if (image_.isNull()) error_ = reader.errorString();
        }
        Q_EMIT finished();
    }

private:
    QString path_;
    QSize requested_;
    QImage image_;
    QString error_;
};

}  // namespace

PictureProvider::PictureProvider() {
    pool_.setMaxThreadCount(1);
    pool_.setExpiryTimeout(5'000);
}

QQuickImageResponse* PictureProvider::requestImageResponse(const QString& id,
                                                           const QSize& requested) {
    auto* decoding = new Decoding(QUrl::fromPercentEncoding(id.toLatin1()), requested);
    pool_.start(decoding);
    return decoding;
}

}  // namespace sidetone::desktop
