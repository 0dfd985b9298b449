// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <optional>

#include "core/Clock.h"
#include "telephony/CallControl.h"

namespace sidetone::desktop {

/// One call as a window shows it. Without a call, `active` is false and the rest is stale.
class CallView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with CallController")
    Q_PROPERTY(bool active READ active NOTIFY changed)
    Q_PROPERTY(bool live READ live NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString address READ address NOTIFY changed)
    Q_PROPERTY(QString initials READ initialLetters NOTIFY changed)
    Q_PROPERTY(int hue READ hueNumber NOTIFY changed)
    Q_PROPERTY(int callState READ callState NOTIFY changed)
    Q_PROPERTY(QString words READ words NOTIFY changed)
    Q_PROPERTY(QString time READ time NOTIFY timeChanged)
    Q_PROPERTY(bool connected READ connected NOTIFY changed)
    Q_PROPERTY(bool held READ held NOTIFY changed)
    Q_PROPERTY(bool muted READ muted NOTIFY changed)
    Q_PROPERTY(bool secure READ secure NOTIFY changed)
    Q_PROPERTY(bool endToEnd READ endToEnd NOTIFY changed)
    Q_PROPERTY(QString secureWords READ secureWords NOTIFY changed)
    Q_PROPERTY(QString codec READ codec NOTIFY changed)
    Q_PROPERTY(bool offersVideo READ offersVideo NOTIFY changed)
    Q_PROPERTY(QString quality READ quality NOTIFY changed)
public:
    explicit CallView(QObject* parent = nullptr) : QObject(parent) {}

    /// Shows this call, or nothing. `name` is what the contact list calls the peer, if it does.
    void show(std::optional<telephony::Call> call, const QString& name, core::WallTime now);
    /// Moves the timer on.
    void tick(core::WallTime now);

    [[nodiscard]] const std::optional<telephony::Call>& call() const { return call_; }
    [[nodiscard]] bool active() const { return call_.has_value(); }
    /// True until the call ended.
    [[nodiscard]] bool live() const;
    [[nodiscard]] QString name() const { return name_; }
    [[nodiscard]] QString address() const;
    [[nodiscard]] QString initialLetters() const;
    [[nodiscard]] int hueNumber() const;
    [[nodiscard]] int callState() const;
    /// The state or the end in words, with the reason where it failed.
    [[nodiscard]] QString words() const;
    /// How long the two could speak; empty before.
    [[nodiscard]] QString time() const { return time_; }
    [[nodiscard]] bool connected() const;
    /// It rings here with a picture, and there is one to answer with.
    [[nodiscard]] bool offersVideo() const {
        return call_ && call_->video.offered && call_->video.canSend;
    }
    [[nodiscard]] bool held() const;
    [[nodiscard]] bool muted() const { return call_ && call_->muted; }
    /// True where the sound is encrypted (ENC-05).
    [[nodiscard]] bool secure() const;
    /// True where no server on the way knows its keys (ENC-09).
    [[nodiscard]] bool endToEnd() const;
    [[nodiscard]] QString secureWords() const;
    /// "Opus", "G.722".
    [[nodiscard]] QString codec() const;
    /// Lost packets, jitter and delay in one line.
    [[nodiscard]] QString quality() const;

Q_SIGNALS:
    void changed();
    void timeChanged();

private:
    [[nodiscard]] bool is(telephony::CallState state) const;
    std::optional<telephony::Call> call_;
    QString name_;
    QString time_;
};

}  // namespace sidetone::desktop
