// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/SoundReceiver.h"

#include <algorithm>

namespace sidetone::media {
namespace {

constexpr std::size_t longestSound = 5760;  // 120 ms at 48 kHz

}  // namespace

SoundReceiver::SoundReceiver(int rate)
    : rate_(rate), buffer_(8000), scratch_(longestSound), second_(longestSound) {
    resampler_ = std::make_unique<Resampler>(codecRate_, outputRate());
}

void SoundReceiver::setDecoders(std::vector<DecoderEntry> decoders) {
    decoders_ = std::move(decoders);
    currentType_ = -1;
    if (!decoders_.empty()) useDecoder(decoders_.front());
}

int SoundReceiver::clockRate(int payloadType) const {
    for (const auto& known : decoders_) {
        if (known.payloadType == payloadType) return known.decoder->clockRate();
    }
    return 0;
}

DecoderEntry* SoundReceiver::entry(int payloadType) {
    for (auto& known : decoders_) {
        if (known.payloadType == payloadType) return &known;
    }
    return nullptr;
}

JitterBuffer::Put SoundReceiver::put(const RtpPacket& packet, std::uint64_t sequence,
                                     Content content, core::Instant arrival) {
    JitterBuffer::Packet kept;
    kept.sequence = sequence;
    kept.timestamp = packet.header.timestamp;
    kept.payloadType = packet.header.payloadType;
    if (content == Content::Sound) {
        const auto* known = entry(packet.header.payloadType);
        if (known == nullptr) return JitterBuffer::Put::Late;
        const int clock = known->decoder->clockRate();
        if (clock != buffer_.clockRate()) buffer_.reset(clock);
        const auto samples = std::int64_t{known->decoder->samplesIn(packet.payload)};
        kept.ticks = static_cast<int>(samples * clock / known->decoder->sampleRate());
        kept.payload = packet.payload;
    } else if (content == Content::Noise && sequence > newestPlayed_ &&
               noise_.describe(packet.payload)) {
        // It counts once everything before it was played: until then there is sound.
        pause_ = Pause{Pause::Noise::OfPackets, sequence};
    }
    return buffer_.put(kept, arrival);
}

void SoundReceiver::reset() {
    buffer_.reset(buffer_.clockRate());
    pause_.reset();
    newestPlayed_ = 0;
    newestTimestamp_.reset();
    queue_.clear();
    pulled_ = 0;
}

std::span<const std::int16_t> SoundReceiver::pull(int milliseconds, core::Instant now) {
    queue_.drop(pulled_);
    const auto wanted = static_cast<std::size_t>(outputRate() * milliseconds / 1000);
    // Each round gives at least 2.5 ms, so that this ends; the bound is for decoders gone mad.
    for (int rounds = 0; queue_.size() < wanted && rounds < 64; ++rounds) playOne(now);
    while (queue_.size() < wanted) queue_.put(std::span<const std::int16_t>(scratch_).first(1));
    pulled_ = wanted;
    return queue_.front(wanted);
}

int SoundReceiver::samplesOf(int ticks) const {
    return static_cast<int>(std::int64_t{ticks} * codecRate_ / buffer_.clockRate());
}

void SoundReceiver::playOne(core::Instant now) {
    const auto play = buffer_.take(now);
    const int tenMilliseconds = codecRate_ / 100;
    switch (play.kind) {
        case JitterBuffer::Kind::Sound:
            playSound(play, now);
            break;
        case JitterBuffer::Kind::Lost:
            makeUp(samplesOf(play.ticks), play.next);
            break;
        case JitterBuffer::Kind::Stalled:
            buffer_.stalled(buffer_.clockRate() / 100);
            if (!pauseNoise(tenMilliseconds)) makeUp(tenMilliseconds, {});
            break;
        case JitterBuffer::Kind::Silence: {
            const int length = play.ticks > 0 ? samplesOf(play.ticks) : tenMilliseconds;
            if (!pauseNoise(length)) silence(length);
            break;
        }
    }
}

int SoundReceiver::decodeInto(std::vector<std::int16_t>& samples,
                              const JitterBuffer::Packet& packet) {
    auto* known = entry(packet.payloadType);
    if (known == nullptr) return 0;
    if (packet.payloadType != currentType_) useDecoder(*known);
    return known->decoder->decode(packet.payload, samples);
}

void SoundReceiver::playSound(const JitterBuffer::Play& play, core::Instant now) {
    const int count = decodeInto(scratch_, play.packet);
    if (count <= 0) {
        makeUp(std::max(samplesOf(play.ticks), codecRate_ / 100), {});
        return;
    }
    madeUpRun_ = 0;
    newestPlayed_ = play.packet.sequence;
    newestTimestamp_ = play.packet.timestamp;
    if (pause_ && pause_->sequence < newestPlayed_) pause_.reset();
    if (entry(play.packet.payloadType)->decoder->beginsPause(play.packet.payload)) {
        pause_ = Pause{Pause::Noise::OfCodec, newestPlayed_};
    }
    const auto first = std::span(scratch_).first(static_cast<std::size_t>(count));
    if (play.merge) {
        const auto after = buffer_.take(now);
        const int more = decodeInto(second_, after.packet);
        // One runs into the other over the whole packet: too slow to be heard as a jump.
        for (int i = 0; i < std::min(count, more); ++i) {
            const auto at = static_cast<std::size_t>(i);
            scratch_[at] =
                static_cast<std::int16_t>((scratch_[at] * (count - i) + second_[at] * i) / count);
        }
    }
    out(first);
}

void SoundReceiver::makeUp(int samples, std::span<const std::uint8_t> next) {
    auto* known = entry(currentType_);
    const auto count = std::min(static_cast<std::size_t>(std::max(samples, 0)), longestSound);
    if (known == nullptr || count == 0) {
        silence(std::max(samples, codecRate_ / 100));
        return;
    }
    const auto space = std::span(scratch_).first(count);
    known->decoder->conceal(space, next);
    fadeMadeUp(space);
    concealed_ += count * 1000000 / static_cast<std::size_t>(codecRate_);
    out(space);
}

void SoundReceiver::fadeMadeUp(std::span<std::int16_t> samples) {
    // Opus 1.3.1 goes on with a noise of -40 dB and less for seconds; a stream that stopped, as on
    // hold, is to be silent. Whole until 100 ms, gone after 200 ms.
    const int whole = codecRate_ / 10;
    for (auto& sample : samples) {
        const int left = std::clamp(2 * whole - madeUpRun_, 0, whole);
        sample = static_cast<std::int16_t>(std::int64_t{sample} * left / whole);
        if (madeUpRun_ < 2 * whole) ++madeUpRun_;
    }
}

void SoundReceiver::silence(int samples) {
    const auto count = std::min(static_cast<std::size_t>(std::max(samples, 1)), longestSound);
    std::fill_n(scratch_.begin(), count, std::int16_t{0});
    out(std::span<const std::int16_t>(scratch_).first(count));
}

bool SoundReceiver::pauseNoise(int samples) {
    if (!pause_) return false;
    const auto count = std::min(static_cast<std::size_t>(std::max(samples, 1)), longestSound);
    const auto space = std::span(scratch_).first(count);
    auto* known = entry(currentType_);
    if (pause_->noise == Pause::Noise::OfPackets) {
        noise_.fill(space, codecRate_);
    } else if (known != nullptr) {
        known->decoder->conceal(space, {});
    } else {
        return false;
    }
    out(space);
    return true;
}

void SoundReceiver::useDecoder(DecoderEntry& used) {
    currentType_ = used.payloadType;
    const int rate = used.decoder->sampleRate();
    if (rate == codecRate_ && resampler_->to() == outputRate()) return;
    codecRate_ = rate;
    resampler_ = std::make_unique<Resampler>(codecRate_, outputRate());
}

void SoundReceiver::out(std::span<const std::int16_t> samples) {
    resampler_->run(samples, queue_);
}

}  // namespace sidetone::media
