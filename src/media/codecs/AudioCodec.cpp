// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/AudioCodec.h"

#include "core/text.h"
#include "media/codecs/G711Codec.h"
#include "media/codecs/G722Codec.h"
#include "media/codecs/OpusCodec.h"

namespace sidetone::media {

core::Result<std::unique_ptr<AudioEncoder>> makeEncoder(const AudioFormat& format) {
    switch (format.codec) {
        case AudioCodecKind::Opus:
            return OpusSoundEncoder::create(format.parameters);
        case AudioCodecKind::G722:
            return G722Encoder::create();
        case AudioCodecKind::Pcmu:
            return std::unique_ptr<AudioEncoder>(std::make_unique<G711Encoder>(G711Law::Mu));
        case AudioCodecKind::Pcma:
            return std::unique_ptr<AudioEncoder>(std::make_unique<G711Encoder>(G711Law::A));
    }
    return core::fail(core::ErrorCode::Unsupported, "Preparing a codec", "it is not known");
}

core::Result<std::unique_ptr<AudioDecoder>> makeDecoder(AudioCodecKind codec) {
    switch (codec) {
        case AudioCodecKind::Opus:
            return OpusSoundDecoder::create();
        case AudioCodecKind::G722:
            return G722Decoder::create();
        case AudioCodecKind::Pcmu:
            return std::unique_ptr<AudioDecoder>(std::make_unique<G711Decoder>(G711Law::Mu));
        case AudioCodecKind::Pcma:
            return std::unique_ptr<AudioDecoder>(std::make_unique<G711Decoder>(G711Law::A));
    }
    return core::fail(core::ErrorCode::Unsupported, "Preparing a codec", "it is not known");
}

long formatParameter(std::string_view parameters, std::string_view key, long fallback) {
    for (const auto part : core::split(parameters, ';')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        if (core::lowerAscii(core::trim(part.substr(0, equals))) != key) continue;
        const auto number = core::parseNumber(core::trim(part.substr(equals + 1)));
        if (number && *number <= 10'000'000) return static_cast<long>(*number);
    }
    return fallback;
}

}  // namespace sidetone::media
