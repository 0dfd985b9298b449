// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "media/codecs/AudioCodec.h"
#include "media/codecs/g7221/FrameDecoder.h"
#include "media/codecs/g7221/FrameEncoder.h"

namespace sidetone::media {

/// The two bit rates of G.722.1: each is a codec of its own in SDP (RFC 5577; CODEC-03).
enum class G7221Rate { At24, At32 };

/// G.722.1 by our own code, since no package of Debian 12 has it right: 16 kHz, frames of 20 ms
/// with 60 or 80 octets; a packet holds one or more (RFC 5577, section 5).
class G7221SoundEncoder final : public AudioEncoder {
public:
    explicit G7221SoundEncoder(G7221Rate rate) : rate_(rate) {}
    [[nodiscard]] int sampleRate() const override { return 16000; }
    [[nodiscard]] std::size_t encode(std::span<const std::int16_t> samples,
                                     std::span<std::uint8_t> payload) override;

private:
    const G7221Rate rate_;
    g7221::FrameEncoder encoder_;
};

class G7221SoundDecoder final : public AudioDecoder {
public:
    explicit G7221SoundDecoder(G7221Rate rate) : rate_(rate) {}
    [[nodiscard]] int sampleRate() const override { return 16000; }
    [[nodiscard]] int clockRate() const override { return 16000; }
    [[nodiscard]] int samplesIn(std::span<const std::uint8_t> payload) const override;
    [[nodiscard]] int decode(std::span<const std::uint8_t> payload,
                             std::span<std::int16_t> samples) override;
    void conceal(std::span<std::int16_t> samples, std::span<const std::uint8_t> next) override;

private:
    using Frame = std::array<std::int16_t, g7221::frameSamples>;
    void joinTo(std::span<std::int16_t> samples);

    const G7221Rate rate_;
    g7221::FrameDecoder decoder_;
    Frame madeUp_{};                          ///< the last frame that was made up
    std::size_t used_ = g7221::frameSamples;  ///< how much of it was played
};

}  // namespace sidetone::media
