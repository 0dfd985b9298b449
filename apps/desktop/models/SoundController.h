// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QPointer>
#include <QStringList>

#include "media/devices/SoundControl.h"

namespace sidetone::desktop {

/// Which sound devices calls take, and how they sound (NONE-18). Lists begin with the system's
/// default.
class SoundController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool available READ available NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(QStringList loudspeakers READ loudspeakers NOTIFY changed)
    Q_PROPERTY(QStringList microphones READ microphones NOTIFY changed)
    Q_PROPERTY(int loudspeaker READ loudspeaker NOTIFY changed)
    Q_PROPERTY(int microphone READ microphone NOTIFY changed)
    Q_PROPERTY(int ringer READ ringer NOTIFY changed)
    Q_PROPERTY(QString trouble READ trouble NOTIFY changed)
    Q_PROPERTY(bool testing READ testing NOTIFY testChanged)
    Q_PROPERTY(QString testWords READ testWords NOTIFY testChanged)
    Q_PROPERTY(double level READ level NOTIFY levelChanged)
public:
    explicit SoundController(QObject* parent = nullptr) : QObject(parent) {}

    /// Null: this machine gives no choice.
    void setControl(media::SoundControl* control);
    [[nodiscard]] bool available() const { return control_ != nullptr; }
    /// One line for the settings.
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QStringList loudspeakers() const;
    [[nodiscard]] QStringList microphones() const;
    /// Which of its list a role has; -1: one that is not there now.
    [[nodiscard]] int loudspeaker() const { return place(media::SoundRole::Listen); }
    [[nodiscard]] int microphone() const { return place(media::SoundRole::Speak); }
    [[nodiscard]] int ringer() const { return place(media::SoundRole::Ring); }
    /// A chosen device that is not there, and what stands in for it; empty where all are.
    [[nodiscard]] QString trouble() const;
    /// It records or plays.
    [[nodiscard]] bool testing() const;
    [[nodiscard]] QString testWords() const;
    /// Of the microphone, or of what is played: 0 to 1, as loud as it sounds.
    [[nodiscard]] double level() const;

    Q_INVOKABLE void chooseLoudspeaker(int place) { choose(media::SoundRole::Listen, place); }
    Q_INVOKABLE void chooseMicrophone(int place) { choose(media::SoundRole::Speak, place); }
    Q_INVOKABLE void chooseRinger(int place) { choose(media::SoundRole::Ring, place); }
    /// Listens to the microphone while somebody looks.
    Q_INVOKABLE void look();
    Q_INVOKABLE void leave();
    /// Records and plays back; once more: stops that.
    Q_INVOKABLE void toggleTest();

Q_SIGNALS:
    void changed();
    void testChanged();
    void levelChanged();
    void failed(const QString& sentence);

private:
    [[nodiscard]] QStringList names(media::SoundRole role) const;
    [[nodiscard]] int place(media::SoundRole role) const;
    void choose(media::SoundRole role, int place);

    QPointer<media::SoundControl> control_;
};

}  // namespace sidetone::desktop
