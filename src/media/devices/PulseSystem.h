// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

#include "core/Log.h"
#include "media/devices/GStreamerDevices.h"
#include "media/devices/PulseList.h"
#include "media/devices/SoundSystem.h"

namespace sidetone::media {

/// PulseAudio, or PipeWire in its place: libpulse says which devices there are, GStreamer opens
/// them by name.
class PulseSystem final : public SoundSystem {
public:
    explicit PulseSystem(core::Log& log);
    ~PulseSystem() override;

    void start(Changed changed) override;
    [[nodiscard]] std::unique_ptr<AudioSource> openSource(const SoundDevice& device) override;
    [[nodiscard]] std::unique_ptr<AudioSink> openSink(const SoundDevice& device,
                                                      SoundRole role) override;
    [[nodiscard]] std::optional<int> echoDelay() const override { return edges_.echoDelay(); }

private:
    GStreamerDevices edges_;
    QObject mailbox_;  ///< what the list tells after this went is dropped
    std::unique_ptr<PulseList> list_;
};

}  // namespace sidetone::media
