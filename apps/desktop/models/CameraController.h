// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QPointer>
#include <QStringList>

#include "client/Client.h"
#include "media/camera/CameraControl.h"
#include "models/PictureSource.h"

namespace sidetone::desktop {

/// Which camera calls take, and what it sees.
class CameraController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool available READ available CONSTANT)
    Q_PROPERTY(QStringList names READ names NOTIFY changed)
    Q_PROPERTY(int inUse READ inUse NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QString trouble READ trouble NOTIFY changed)
    Q_PROPERTY(sidetone::desktop::PictureSource* preview READ preview CONSTANT)
public:
    explicit CameraController(client::Client& client, QObject* parent = nullptr);

    /// False where this program takes its pictures from elsewhere.
    [[nodiscard]] bool available() const { return control_ != nullptr; }
    [[nodiscard]] QStringList names() const;
    /// Which of them calls take: the chosen one, else the first; -1: there is none.
    [[nodiscard]] int inUse() const;
    /// One line for the settings.
    [[nodiscard]] QString summary() const;
    /// Why there is nothing to see; empty while there is.
    [[nodiscard]] QString trouble() const;
    [[nodiscard]] PictureSource* preview() { return &preview_; }

    Q_INVOKABLE void choose(int index);
    /// Switches the camera on to be looked at.
    Q_INVOKABLE void look();
    /// And off again.
    Q_INVOKABLE void leave();

Q_SIGNALS:
    void changed();
    void failed(const QString& sentence);

private:
    QPointer<media::CameraControl> control_;
    PictureSource preview_;
};

}  // namespace sidetone::desktop
