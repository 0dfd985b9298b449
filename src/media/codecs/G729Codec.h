// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "media/codecs/AudioCodec.h"

struct bcg729EncoderChannelContextStruct_struct;
struct bcg729DecoderChannelContextStruct_struct;

namespace sidetone::media {

/// G.729 annex A at 8 kbit/s by bcg729: frames of 10 ms with 10 octets (RFC 3551, section 4.5.6;
/// CODEC-04). Annex B (pauses) is never sent: our descriptions say annexb=no.
class G729SoundEncoder final : public AudioEncoder {
public:
    [[nodiscard]] static core::Result<std::unique_ptr<AudioEncoder>> create();
    [[nodiscard]] int sampleRate() const override { return 8000; }
    [[nodiscard]] std::size_t encode(std::span<const std::int16_t> samples,
                                     std::span<std::uint8_t> payload) override;

private:
    struct Free {
        void operator()(bcg729EncoderChannelContextStruct_struct* state) const;
    };
    using State = std::unique_ptr<bcg729EncoderChannelContextStruct_struct, Free>;
    explicit G729SoundEncoder(State state) : state_(std::move(state)) {}
    State state_;
};

/// Takes annex B all the same: a frame of 2 octets at the end describes the noise of a pause.
class G729SoundDecoder final : public AudioDecoder {
public:
    [[nodiscard]] static core::Result<std::unique_ptr<AudioDecoder>> create();
    [[nodiscard]] int sampleRate() const override { return 8000; }
    [[nodiscard]] int clockRate() const override { return 8000; }
    [[nodiscard]] int samplesIn(std::span<const std::uint8_t> payload) const override;
    [[nodiscard]] int decode(std::span<const std::uint8_t> payload,
                             std::span<std::int16_t> samples) override;
    void conceal(std::span<std::int16_t> samples, std::span<const std::uint8_t> next) override;
    [[nodiscard]] bool beginsPause(std::span<const std::uint8_t> payload) const override;

private:
    struct Free {
        void operator()(bcg729DecoderChannelContextStruct_struct* state) const;
    };
    using State = std::unique_ptr<bcg729DecoderChannelContextStruct_struct, Free>;
    explicit G729SoundDecoder(State state) : state_(std::move(state)) {}
    State state_;
};

}  // namespace sidetone::media
