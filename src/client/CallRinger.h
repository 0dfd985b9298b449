// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <memory>

#include "core/Clock.h"
#include "media/devices/AudioDevices.h"
#include "telephony/CallControl.h"

namespace sidetone::client {

/// Rings on the device that the person chose for it, as long as a call waits to be answered
/// (NONE-17). Beside another call it rings once in a while and softly. Protocol thread: a piece is
/// handed on each 20 ms, a moment ahead of what is heard.
class CallRinger final : public QObject {
    Q_OBJECT
public:
    struct Ports {
        media::AudioDevices& devices;
        core::Clock& clock;
        /// Null where there is no phone.
        std::function<telephony::CallControl*()> calls;
        /// The person does not want to be disturbed.
        std::function<bool()> isQuiet;
    };
    explicit CallRinger(Ports ports);
    ~CallRinger() override;

    /// calls() gives another one, or isQuiet() changed.
    void look();
    [[nodiscard]] bool isRinging() const { return sink_ != nullptr; }

private:
    void begin(double level);
    void end();
    void tick();

    const Ports ports_;
    std::unique_ptr<media::AudioSink> sink_;
    double level_ = 0;
    std::int64_t written_ = 0;  ///< samples
    core::Instant begun_;
    core::Timer timer_;
};

}  // namespace sidetone::client
