// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "media/codecs/AudioCodec.h"
#include "media/codecs/Concealment.h"

struct g722_encode_state_s;
struct g722_decode_state_s;

namespace sidetone::media {

/// G.722 at 64 kbit/s by spandsp: 16 kHz sound, an octet for two samples, RTP clock 8000
/// (RFC 3551, section 4.5.2; CODEC-02). No level shift, like Cisco's phones.
class G722Encoder final : public AudioEncoder {
public:
    [[nodiscard]] static core::Result<std::unique_ptr<AudioEncoder>> create();
    [[nodiscard]] int sampleRate() const override { return 16000; }
    [[nodiscard]] std::size_t encode(std::span<const std::int16_t> samples,
                                     std::span<std::uint8_t> payload) override;

private:
    struct Free {
        void operator()(g722_encode_state_s* state) const;
    };
    using State = std::unique_ptr<g722_encode_state_s, Free>;
    explicit G722Encoder(State state) : state_(std::move(state)) {}
    State state_;
};

class G722Decoder final : public AudioDecoder {
public:
    [[nodiscard]] static core::Result<std::unique_ptr<AudioDecoder>> create();
    [[nodiscard]] int sampleRate() const override { return 16000; }
    [[nodiscard]] int clockRate() const override { return 8000; }
    [[nodiscard]] int samplesIn(std::span<const std::uint8_t> payload) const override;
    [[nodiscard]] int decode(std::span<const std::uint8_t> payload,
                             std::span<std::int16_t> samples) override;
    void conceal(std::span<std::int16_t> samples, std::span<const std::uint8_t> next) override;

private:
    struct Free {
        void operator()(g722_decode_state_s* state) const;
    };
    using State = std::unique_ptr<g722_decode_state_s, Free>;
    explicit G722Decoder(State state) : state_(std::move(state)), concealment_(16000) {}
    State state_;
    Concealment concealment_;
};

}  // namespace sidetone::media
