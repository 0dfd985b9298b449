// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <optional>

#include "models/PictureSource.h"
#include "telephony/CallControl.h"

namespace sidetone::desktop {

/// The picture of the current call as a window shows it.
class VideoView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with CallController")
    Q_PROPERTY(bool shown READ shown NOTIFY changed)
    Q_PROPERTY(bool possible READ possible NOTIFY changed)
    Q_PROPERTY(bool canSwitch READ canSwitch NOTIFY changed)
    Q_PROPERTY(bool sending READ sending NOTIFY changed)
    Q_PROPERTY(bool receiving READ receiving NOTIFY changed)
    Q_PROPERTY(QString words READ words NOTIFY changed)
    Q_PROPERTY(QString trouble READ trouble NOTIFY changed)
    Q_PROPERTY(QString quality READ quality NOTIFY changed)
    Q_PROPERTY(bool full READ full WRITE setFull NOTIFY fullChanged)
    Q_PROPERTY(sidetone::desktop::PictureSource* remote READ remote CONSTANT)
    Q_PROPERTY(sidetone::desktop::PictureSource* own READ own CONSTANT)
public:
    explicit VideoView(QObject* parent = nullptr) : QObject(parent) {}

    /// The call that a person speaks in, or none; `name` is its other side.
    void show(const std::optional<telephony::Call>& call, const QString& name,
              const media::VideoViews& pictures);

    /// The call has room for pictures in the window: one side at least is seen, or was before the
    /// call was put on hold.
    [[nodiscard]] bool shown() const { return shown_; }
    [[nodiscard]] bool possible() const { return call_ && call_->video.possible; }
    /// Our picture can be switched on or off.
    [[nodiscard]] bool canSwitch() const;
    [[nodiscard]] bool sending() const { return call_ && call_->video.sending; }
    [[nodiscard]] bool receiving() const { return call_ && call_->video.receiving; }
    /// Why the other side is not to be seen; empty while it is.
    [[nodiscard]] QString words() const;
    /// What does not work, in a sentence.
    [[nodiscard]] QString trouble() const;
    /// Sizes, pictures a second and bits of both directions.
    [[nodiscard]] QString quality() const;
    /// The picture has the whole screen.
    [[nodiscard]] bool full() const { return full_; }
    void setFull(bool full);
    [[nodiscard]] PictureSource* remote() { return &remote_; }
    [[nodiscard]] PictureSource* own() { return &own_; }

Q_SIGNALS:
    void changed();
    void fullChanged();

private:
    std::optional<telephony::Call> call_;
    QString name_;
    bool shown_ = false;
    bool full_ = false;
    PictureSource remote_;
    PictureSource own_;
};

}  // namespace sidetone::desktop
