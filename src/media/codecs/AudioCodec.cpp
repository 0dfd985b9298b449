// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/AudioCodec.h"

#include "media/codecs/G711Codec.h"
#include "media/codecs/G7221Codec.h"
#include "media/codecs/G722Codec.h"
#include "media/codecs/G729Codec.h"
#include "media/codecs/OpusCodec.h"

namespace sidetone::media {

core::Result<std::unique_ptr<AudioEncoder>> makeEncoder(const AudioFormat& format) {
    switch (format.codec) {
        case AudioCodecKind::Opus:
            return OpusSoundEncoder::create(format.parameters);
        case AudioCodecKind::G722:
            return G722Encoder::create();
        case AudioCodecKind::G7221At32:
            return std::unique_ptr<AudioEncoder>(
                std::make_unique<G7221SoundEncoder>(G7221Rate::At32));
        case AudioCodecKind::G7221At24:
            return std::unique_ptr<AudioEncoder>(
                std::make_unique<G7221SoundEncoder>(G7221Rate::At24));
        case AudioCodecKind::Pcmu:
            return std::unique_ptr<AudioEncoder>(std::make_unique<G711Encoder>(G711Law::Mu));
        case AudioCodecKind::Pcma:
            return std::unique_ptr<AudioEncoder>(std::make_unique<G711Encoder>(G711Law::A));
        case AudioCodecKind::G729:
            return G729SoundEncoder::create();
    }
    return core::fail(core::ErrorCode::Unsupported, "Preparing a codec", "it is not known");
}

core::Result<std::unique_ptr<AudioDecoder>> makeDecoder(AudioCodecKind codec) {
    switch (codec) {
        case AudioCodecKind::Opus:
            return OpusSoundDecoder::create();
        case AudioCodecKind::G722:
            return G722Decoder::create();
        case AudioCodecKind::G7221At32:
            return std::unique_ptr<AudioDecoder>(
                std::make_unique<G7221SoundDecoder>(G7221Rate::At32));
        case AudioCodecKind::G7221At24:
            return std::unique_ptr<AudioDecoder>(
                std::make_unique<G7221SoundDecoder>(G7221Rate::At24));
        case AudioCodecKind::Pcmu:
            return std::unique_ptr<AudioDecoder>(std::make_unique<G711Decoder>(G711Law::Mu));
        case AudioCodecKind::Pcma:
            return std::unique_ptr<AudioDecoder>(std::make_unique<G711Decoder>(G711Law::A));
        case AudioCodecKind::G729:
            return G729SoundDecoder::create();
    }
    return core::fail(core::ErrorCode::Unsupported, "Preparing a codec", "it is not known");
}

}  // namespace sidetone::media
