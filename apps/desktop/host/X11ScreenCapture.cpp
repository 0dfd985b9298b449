// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/X11ScreenCapture.h"

#include <QCursor>
#include <QDir>
#include <QGuiApplication>
#include <QPixmap>
#include <QScreen>
#include <QTemporaryFile>

#include "host/RegionChooser.h"

namespace sidetone::desktop {
namespace {

const auto tried = "Taking a picture of the screen";

/// The picture's file, readable by this person alone.
core::Result<std::filesystem::path> kept(const QImage& picture) {
    QTemporaryFile file(QDir::tempPath() + QStringLiteral("/screen-XXXXXX.png"));
    file.setAutoRemove(false);
    if (!file.open() || !picture.save(&file, "PNG")) {
        return core::fail(core::ErrorCode::Storage, tried, "it could not be kept");
    }
    return std::filesystem::path(file.fileName().toStdString());
}

}  // namespace

X11ScreenCapture::X11ScreenCapture() = default;
X11ScreenCapture::~X11ScreenCapture() = default;

core::Task<std::filesystem::path> X11ScreenCapture::capture() {
    taken_ = {};
    auto task = taken_.task();
    auto* screen = QGuiApplication::screenAt(QCursor::pos());
    if (screen == nullptr) screen = QGuiApplication::primaryScreen();
    auto picture = screen != nullptr ? screen->grabWindow(0).toImage() : QImage();
    if (picture.isNull()) {
        end(core::fail(core::ErrorCode::Device, tried, "this screen cannot be read"));
        return task;
    }
    chooser_ = std::make_unique<RegionChooser>(screen, std::move(picture));
    QObject::connect(chooser_.get(), &RegionChooser::chosen, chooser_.get(),
                     [this](const QImage& part) { end(kept(part)); });
    QObject::connect(chooser_.get(), &RegionChooser::cancelled, chooser_.get(),
                     [this] { end(core::fail(core::ErrorCode::Cancelled, tried)); });
    chooser_->show();
    chooser_->requestActivate();
    return task;
}

void X11ScreenCapture::end(core::Result<std::filesystem::path> outcome) {
    // It is called from inside the window's own event.
    if (chooser_) {
        chooser_->hide();
        chooser_.release()->deleteLater();
    }
    const auto taken = taken_;
    taken.settle(std::move(outcome));
}

}  // namespace sidetone::desktop
