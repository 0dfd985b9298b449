// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "media/codecs/AudioCodec.h"

struct OpusEncoder;
struct OpusDecoder;

namespace sidetone::media {

/// Opus by libopus: 48 kHz, mono, speech, in-band FEC and pauses (DTX) where the other side wants
/// them (RFC 7587; CODEC-05).
class OpusSoundEncoder final : public AudioEncoder {
public:
    /// `parameters`: the other side's fmtp: maxaveragebitrate, maxplaybackrate, useinbandfec,
    /// usedtx and cbr are obeyed.
    [[nodiscard]] static core::Result<std::unique_ptr<AudioEncoder>> create(
        std::string_view parameters);
    [[nodiscard]] int sampleRate() const override { return 48000; }
    [[nodiscard]] std::size_t encode(std::span<const std::int16_t> samples,
                                     std::span<std::uint8_t> payload) override;
    void setLoss(int percent) override;

private:
    struct Free {
        void operator()(OpusEncoder* encoder) const;
    };
    using Encoder = std::unique_ptr<OpusEncoder, Free>;
    explicit OpusSoundEncoder(Encoder encoder) : encoder_(std::move(encoder)) {}
    Encoder encoder_;
    bool pauses_ = false;
};

class OpusSoundDecoder final : public AudioDecoder {
public:
    [[nodiscard]] static core::Result<std::unique_ptr<AudioDecoder>> create();
    [[nodiscard]] int sampleRate() const override { return 48000; }
    [[nodiscard]] int clockRate() const override { return 48000; }
    [[nodiscard]] int samplesIn(std::span<const std::uint8_t> payload) const override;
    [[nodiscard]] int decode(std::span<const std::uint8_t> payload,
                             std::span<std::int16_t> samples) override;
    void conceal(std::span<std::int16_t> samples, std::span<const std::uint8_t> next) override;
    [[nodiscard]] bool beginsPause(std::span<const std::uint8_t> payload) const override;

private:
    struct Free {
        void operator()(OpusDecoder* decoder) const;
    };
    using Decoder = std::unique_ptr<OpusDecoder, Free>;
    explicit OpusSoundDecoder(Decoder decoder) : decoder_(std::move(decoder)) {}
    Decoder decoder_;
};

}  // namespace sidetone::media
