// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/OpusCodec.h"

#include <opus/opus.h>

#include <algorithm>

namespace sidetone::media {
namespace {

/// Good wideband speech; the encoder is also cheaper here than at 24 kbit/s.
constexpr long usualBitRate = 32000;
/// Complexity 5 costs two thirds of 10 and nobody hears the difference in speech.
constexpr int complexity = 5;
/// FEC is spent only where loss is expected; a call begins with a little mistrust.
constexpr int expectedLoss = 5;
constexpr int longestPacket = 5760;  // 120 ms

int bandwidthFor(long playbackRate) {
    if (playbackRate <= 8000) return OPUS_BANDWIDTH_NARROWBAND;
    if (playbackRate <= 12000) return OPUS_BANDWIDTH_MEDIUMBAND;
    if (playbackRate <= 16000) return OPUS_BANDWIDTH_WIDEBAND;
    if (playbackRate <= 24000) return OPUS_BANDWIDTH_SUPERWIDEBAND;
    return OPUS_BANDWIDTH_FULLBAND;
}

core::Error missing(int error) {
    return core::fail(core::ErrorCode::Unsupported, "Preparing the codec Opus",
                      opus_strerror(error));
}

}  // namespace

void OpusSoundEncoder::Free::operator()(OpusEncoder* encoder) const {
    opus_encoder_destroy(encoder);
}

core::Result<std::unique_ptr<AudioEncoder>> OpusSoundEncoder::create(std::string_view parameters) {
    int error = OPUS_OK;
    Encoder encoder(opus_encoder_create(48000, 1, OPUS_APPLICATION_VOIP, &error));
    if (!encoder) return missing(error);
    const long bitRate = std::clamp(formatParameter(parameters, "maxaveragebitrate", usualBitRate),
                                    6000L, usualBitRate);
    const long playbackRate = formatParameter(parameters, "maxplaybackrate", 48000);
    const int fec = formatParameter(parameters, "useinbandfec", 0) == 1 ? 1 : 0;
    const int constant = formatParameter(parameters, "cbr", 0) == 1 ? 1 : 0;
    auto* handle = encoder.get();
    opus_encoder_ctl(handle, OPUS_SET_BITRATE(static_cast<opus_int32>(bitRate)));
    opus_encoder_ctl(handle, OPUS_SET_COMPLEXITY(complexity));
    opus_encoder_ctl(handle, OPUS_SET_MAX_BANDWIDTH(bandwidthFor(playbackRate)));
    opus_encoder_ctl(handle, OPUS_SET_INBAND_FEC(fec));
    opus_encoder_ctl(handle, OPUS_SET_PACKET_LOSS_PERC(expectedLoss));
    opus_encoder_ctl(handle, OPUS_SET_DTX(0));
    opus_encoder_ctl(handle, OPUS_SET_VBR(constant == 1 ? 0 : 1));
    return std::unique_ptr<AudioEncoder>(new OpusSoundEncoder(std::move(encoder)));
}

std::size_t OpusSoundEncoder::encode(std::span<const std::int16_t> samples,
                                     std::span<std::uint8_t> payload) {
    const int octets = opus_encode(encoder_.get(), samples.data(), static_cast<int>(samples.size()),
                                   payload.data(), static_cast<opus_int32>(payload.size()));
    return octets < 0 ? 0 : static_cast<std::size_t>(octets);
}

void OpusSoundEncoder::setLoss(int percent) {
    opus_encoder_ctl(encoder_.get(),
                     OPUS_SET_PACKET_LOSS_PERC(std::clamp(percent, expectedLoss, 40)));
}

void OpusSoundDecoder::Free::operator()(OpusDecoder* decoder) const {
    opus_decoder_destroy(decoder);
}

core::Result<std::unique_ptr<AudioDecoder>> OpusSoundDecoder::create() {
    int error = OPUS_OK;
    Decoder decoder(opus_decoder_create(48000, 1, &error));
    if (!decoder) return missing(error);
    return std::unique_ptr<AudioDecoder>(new OpusSoundDecoder(std::move(decoder)));
}

int OpusSoundDecoder::samplesIn(std::span<const std::uint8_t> payload) const {
    if (payload.empty()) return 0;
    const int samples =
        opus_packet_get_nb_samples(payload.data(), static_cast<opus_int32>(payload.size()), 48000);
    return samples > 0 && samples <= longestPacket ? samples : 0;
}

int OpusSoundDecoder::decode(std::span<const std::uint8_t> payload,
                             std::span<std::int16_t> samples) {
    if (payload.empty()) return 0;
    const int count =
        opus_decode(decoder_.get(), payload.data(), static_cast<opus_int32>(payload.size()),
                    samples.data(), static_cast<int>(samples.size()), 0);
    return std::max(count, 0);
}

void OpusSoundDecoder::conceal(std::span<std::int16_t> samples,
                               std::span<const std::uint8_t> next) {
    const int wanted = static_cast<int>(samples.size());
    int count = 0;
    if (!next.empty()) {
        count = opus_decode(decoder_.get(), next.data(), static_cast<opus_int32>(next.size()),
                            samples.data(), wanted, 1);
    }
    if (count <= 0) count = opus_decode(decoder_.get(), nullptr, 0, samples.data(), wanted, 0);
    std::fill(samples.begin() + std::max(count, 0), samples.end(), std::int16_t{0});
}

}  // namespace sidetone::media
