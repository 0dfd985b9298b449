// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

#include "media/devices/PulseList.h"
#include "media/devices/SoundSystem.h"

namespace sidetone::media {

/// PulseAudio, or PipeWire in its place: libpulse says which devices there are, and opens
/// them without waiting for the server.
class PulseSystem final : public SoundSystem {
public:
    PulseSystem() = default;
    ~PulseSystem() override;

    void start(Changed changed) override;
    [[nodiscard]] std::unique_ptr<AudioSource> openSource(const SoundDevice& device) override;
    [[nodiscard]] std::unique_ptr<AudioSink> openSink(const SoundDevice& device,
                                                      SoundRole role) override;
    [[nodiscard]] std::optional<int> echoDelay() const override { return 40; }

private:
    QObject mailbox_;  ///< what the list tells after this went is dropped
    std::shared_ptr<PulseList> list_;
};

}  // namespace sidetone::media
