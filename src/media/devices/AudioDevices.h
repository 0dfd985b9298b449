// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/Result.h"

namespace sidetone::media {

/// Where sound comes from: a microphone, a file, a tone. 16-bit mono. Made on the protocol
/// thread, then used by the media thread alone; nothing blocks.
class AudioSource {
public:
    virtual ~AudioSource() = default;
    /// Samples a second; 0: as the reader likes it best (`wanted` of open).
    [[nodiscard]] virtual int rate() const = 0;
    /// Fills all of it with what comes next: silence where nothing is there.
    virtual void read(std::span<std::int16_t> samples) = 0;
    /// Once after the device went away; from then on it reads silence.
    [[nodiscard]] virtual std::optional<core::Error> takeError() { return std::nullopt; }
};

/// Where sound goes. Same rules as AudioSource.
class AudioSink {
public:
    virtual ~AudioSink() = default;
    [[nodiscard]] virtual int rate() const = 0;
    virtual void write(std::span<const std::int16_t> samples) = 0;
    [[nodiscard]] virtual std::optional<core::Error> takeError() { return std::nullopt; }
};

/// The devices of one user, as a port: production has the sound server, machines without one
/// have files or silence, tests have tones and memory. Protocol thread; nothing blocks.
class AudioDevices {
public:
    virtual ~AudioDevices() = default;
    /// A source for one call.
    [[nodiscard]] virtual std::unique_ptr<AudioSource> openSource() = 0;
    /// A sink for one call.
    [[nodiscard]] virtual std::unique_ptr<AudioSink> openSink() = 0;
    /// A sink for what rings outside calls; null where nothing shall ring: files, tones.
    [[nodiscard]] virtual std::unique_ptr<AudioSink> openRinger() { return nullptr; }
    /// Loads what takes long (libraries, registries) in the background.
    virtual void warmUp() {}
    /// How long after it was written sound comes from the sink to the source through the air, at
    /// the least, in ms. None where there is no such way: files, tones.
    [[nodiscard]] virtual std::optional<int> echoDelay() const { return std::nullopt; }
    /// One sentence: what is used, or why there is none.
    [[nodiscard]] virtual std::string text() const = 0;
};

}  // namespace sidetone::media
