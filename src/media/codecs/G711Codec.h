// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "media/codecs/AudioCodec.h"
#include "media/codecs/Concealment.h"

namespace sidetone::media {

enum class G711Law { Mu, A };

/// G.711 payloads: one octet a sample, any packet length (RFC 3551, section 4.5.14; CODEC-01).
class G711Encoder final : public AudioEncoder {
public:
    explicit G711Encoder(G711Law law) : law_(law) {}
    [[nodiscard]] int sampleRate() const override { return 8000; }
    [[nodiscard]] std::size_t encode(std::span<const std::int16_t> samples,
                                     std::span<std::uint8_t> payload) override;

private:
    const G711Law law_;
};

class G711Decoder final : public AudioDecoder {
public:
    explicit G711Decoder(G711Law law) : law_(law), concealment_(8000) {}
    [[nodiscard]] int sampleRate() const override { return 8000; }
    [[nodiscard]] int clockRate() const override { return 8000; }
    [[nodiscard]] int samplesIn(std::span<const std::uint8_t> payload) const override;
    [[nodiscard]] int decode(std::span<const std::uint8_t> payload,
                             std::span<std::int16_t> samples) override;
    void conceal(std::span<std::int16_t> samples, std::span<const std::uint8_t> next) override;

private:
    const G711Law law_;
    Concealment concealment_;
};

}  // namespace sidetone::media
