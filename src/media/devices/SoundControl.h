// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>
#include <string>
#include <vector>

#include "core/Result.h"
#include "media/devices/SoundDevice.h"

namespace sidetone::media {

/// How far a test of the person's sound is.
enum class SoundTestState {
    Off,
    Listening,  ///< the level of the microphone is measured
    Recording,  ///< and what it hears is kept, for the echo
    Playing     ///< what was recorded is played back
};

/// Which devices the three roles have, and how they sound, for windows and terminal. Protocol
/// thread; nothing blocks.
class SoundControl : public QObject {
    Q_OBJECT
public:
    [[nodiscard]] virtual std::vector<SoundDevice> devices(SoundRole role) const = 0;
    /// The id of the one that was chosen, also where it is not there; empty: the system's default.
    [[nodiscard]] virtual std::string chosen(SoundRole role) const = 0;
    /// Kept for the next start; calls change to it at once. Forbidden where policy has locked it.
    virtual core::Status choose(SoundRole role, const std::string& id) = 0;
    /// What the role takes now; nothing where there is no device.
    [[nodiscard]] virtual std::optional<SoundDevice> inUse(SoundRole role) const = 0;

    /// Measures the microphone until stopTest().
    virtual void startMeter() = 0;
    /// Records what is said for some seconds, plays it back, and goes on measuring.
    virtual void startEcho() = 0;
    virtual void stopTest() = 0;
    [[nodiscard]] virtual SoundTestState testState() const = 0;
    /// Of what is heard or played, in dB of a full-scale sine: -90 to 0.
    [[nodiscard]] virtual double level() const = 0;

Q_SIGNALS:
    /// Of devices, choices or what is in use.
    void changed();
    void testChanged();
    void levelChanged();
};

}  // namespace sidetone::media
