// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "core/Error.h"
#include "media/SampleQueue.h"
#include "media/devices/AudioDevices.h"
#include "media/devices/PulseList.h"

namespace sidetone::media {

/// One stream of 48 kHz mono to or from a device, on the connection that lists the devices.
/// Nothing waits for the server: a device that vanishes while it is being opened stays silent.
/// libpulse's lock is held for moments alone.
class PulseStream {
public:
    enum class Way { Play, Record };
    PulseStream(std::shared_ptr<PulseList> list, Way way, const std::string& device,
                const char* role);
    ~PulseStream();
    PulseStream(const PulseStream&) = delete;
    PulseStream& operator=(const PulseStream&) = delete;

    static constexpr int rate = 48000;
    /// What the server does not want yet is left out.
    void write(std::span<const std::int16_t> samples);
    /// What is not there yet is silence.
    void read(std::span<std::int16_t> samples);
    /// Once, after it failed.
    [[nodiscard]] std::optional<core::Error> takeError();

private:
    [[nodiscard]] bool connect(Way way, const std::string& device);
    [[nodiscard]] bool isReady() const;
    void collect();

    const std::shared_ptr<PulseList> list_;
    const Way way_;
    pa_stream* stream_ = nullptr;  ///< with the list's lock
    bool isTold_ = false;
    SampleQueue waiting_;  ///< of a microphone; its reader's thread
};

/// The two ends of AudioDevices.
[[nodiscard]] std::unique_ptr<AudioSource> makePulseSource(std::shared_ptr<PulseList> list,
                                                           const std::string& device);
[[nodiscard]] std::unique_ptr<AudioSink> makePulseSink(std::shared_ptr<PulseList> list,
                                                       const std::string& device, const char* role);

}  // namespace sidetone::media
