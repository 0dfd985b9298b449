// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/OpusCodec.h"

#include <opus/opus.h>

#include <algorithm>
#include <utility>

namespace sidetone::media {
namespace {

/// Good wideband speech; the encoder is also cheaper here than at 24 kbit/s.
constexpr long usualBitRate = 32000;
/// Complexity 5 costs two thirds of 10 and nobody hears the difference in speech.
constexpr int complexity = 5;
/// What the encoder is told while the other side reports nothing worth mending: it hardens the
/// sound against a loss, but spends nothing on copies yet.
constexpr int calmLoss = 5;
/// From 2 % on copies are worth their bits; at this rate libopus 1.3.1 makes them from 8 % on.
constexpr int copiesFrom = 2;
constexpr int copyingLoss = 8;
constexpr int mostLoss = 40;
constexpr int longestPacket = 5760;  // 120 ms
/// A packet of that many octets holds no sound: a pause goes on (opus_encode's documentation).
constexpr int pauseOctets = 2;

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
    const int dtx = formatParameter(parameters, "usedtx", 0) == 1 ? 1 : 0;
    const int constant = formatParameter(parameters, "cbr", 0) == 1 ? 1 : 0;
    auto* handle = encoder.get();
    opus_encoder_ctl(handle, OPUS_SET_BITRATE(static_cast<opus_int32>(bitRate)));
    opus_encoder_ctl(handle, OPUS_SET_COMPLEXITY(complexity));
    opus_encoder_ctl(handle, OPUS_SET_MAX_BANDWIDTH(bandwidthFor(playbackRate)));
    opus_encoder_ctl(handle, OPUS_SET_INBAND_FEC(fec));
    opus_encoder_ctl(handle, OPUS_SET_PACKET_LOSS_PERC(calmLoss));
    opus_encoder_ctl(handle, OPUS_SET_DTX(dtx));
    opus_encoder_ctl(handle, OPUS_SET_VBR(constant == 1 ? 0 : 1));
    return std::unique_ptr<AudioEncoder>(new OpusSoundEncoder(std::move(encoder)));
}

std::size_t OpusSoundEncoder::encode(std::span<const std::int16_t> samples,
                                     std::span<std::uint8_t> payload) {
    const int octets = opus_encode(encoder_.get(), samples.data(), static_cast<int>(samples.size()),
                                   payload.data(), static_cast<opus_int32>(payload.size()));
    if (octets <= 0) return 0;
    // The first empty packet tells the other side that a pause begins; more of them tell nothing.
    const bool paused = std::exchange(pauses_, octets <= pauseOctets);
    return pauses_ && paused ? 0 : static_cast<std::size_t>(octets);
}

void OpusSoundEncoder::setLoss(int percent) {
    const int told = percent < copiesFrom ? calmLoss : std::clamp(percent, copyingLoss, mostLoss);
    opus_encoder_ctl(encoder_.get(), OPUS_SET_PACKET_LOSS_PERC(told));
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

bool OpusSoundDecoder::beginsPause(std::span<const std::uint8_t> payload) const {
    return payload.size() <= pauseOctets;
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
