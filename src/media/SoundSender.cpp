// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/SoundSender.h"

#include <algorithm>

#include "media/rtp/SrtpContext.h"

namespace sidetone::media {
namespace {

constexpr int tickMilliseconds = 20;

/// Opus knows 10, 20, 40 and 60 ms, G.722.1 multiples of 20; others take any multiple of 10.
int usableLength(AudioCodecKind codec, int milliseconds) {
    const int tens = std::clamp(milliseconds, 10, 60) / 10 * 10;
    const bool isG7221 = codec == AudioCodecKind::G7221At24 || codec == AudioCodecKind::G7221At32;
    if (!isG7221 && codec != AudioCodecKind::Opus) return tens;
    if (tens == 10) return isG7221 ? 20 : 10;
    return tens / 20 * 20;
}

}  // namespace

SoundSender::SoundSender(int rate, const Start& start, Packet packet)
    : rate_(rate),
      packet_(std::move(packet)),
      time_(start.timestamp),
      buffer_(largestPacket + SrtpContext::overhead) {
    header_.ssrc = start.ssrc;
    header_.sequence = start.sequence;
}

void SoundSender::setFormat(std::unique_ptr<AudioEncoder> encoder, const AudioFormat& format,
                            int packetMilliseconds, std::optional<int> telephoneEvent) {
    if (encoder) encoder_ = std::move(encoder);
    format_ = format;
    telephoneEvent_ = telephoneEvent;
    if (!encoder_) return;
    const int clock = clockRate(format.codec);
    if (clock != clockRate_) spoke_ = false;
    clockRate_ = clock;
    const int rate = encoder_->sampleRate();
    packetSamples_ =
        static_cast<std::size_t>(rate * usableLength(format.codec, packetMilliseconds) / 1000);
    if (!resampler_ || resampler_->to() != rate || resampler_->from() != inputRate()) {
        resampler_ = std::make_unique<Resampler>(inputRate(), rate);
        queue_.clear();
    }
}

void SoundSender::setLoss(int percent) {
    if (encoder_) encoder_->setLoss(percent);
}

void SoundSender::addDigit(std::uint8_t event, core::Milliseconds duration) {
    digits_.add(event, duration);
}

int SoundSender::inputRate() const {
    if (rate_ != 0) return rate_;
    return encoder_ ? encoder_->sampleRate() : 8000;
}

std::uint32_t SoundSender::ticksOf(int milliseconds) const {
    return static_cast<std::uint32_t>(milliseconds * clockRate_ / 1000);
}

void SoundSender::push(std::span<const std::int16_t> samples, Mode mode) {
    if (!encoder_) return;
    const auto digit = mode == Mode::Send && telephoneEvent_ ? digits_.tick() : std::nullopt;
    if (digit) {
        sendDigit(*digit);
        time_ += ticksOf(tickMilliseconds);
        queue_.clear();
        spoke_ = false;
        return;
    }
    time_ += ticksOf(tickMilliseconds);
    if (mode == Mode::Pause) {
        queue_.clear();
        spoke_ = false;
        return;
    }
    resampler_->run(samples, queue_);
    while (queue_.size() >= packetSamples_) sendSound();
}

void SoundSender::sendSound() {
    const auto ticksPerSecond = static_cast<std::uint64_t>(clockRate_);
    const auto rate = static_cast<std::uint64_t>(encoder_->sampleRate());
    // The oldest sample in the queue lies that far before the end of what was pushed.
    const auto behind = static_cast<std::uint32_t>(queue_.size() * ticksPerSecond / rate);
    const std::size_t octets =
        encoder_->encode(queue_.front(packetSamples_),
                         std::span(buffer_).first(largestPacket).subspan(rtpHeaderOctets));
    queue_.drop(packetSamples_);
    if (octets == 0) {
        spoke_ = false;
        return;
    }
    header_.payloadType = static_cast<std::uint8_t>(format_.payloadType);
    header_.marker = !spoke_;
    // Counted on inside a run of sound, so that rounding in the resampler never shows.
    header_.timestamp = spoke_ ? soundTime_ : time_ - behind;
    soundTime_ =
        header_.timestamp + static_cast<std::uint32_t>(packetSamples_ * ticksPerSecond / rate);
    spoke_ = true;
    finish(octets);
}

void SoundSender::sendDigit(const DigitSender::Packet& digit) {
    if (digit.first) digitTime_ = time_;
    const auto payload = writeTelephoneEvent(digit.event);
    std::copy(payload.begin(), payload.end(), buffer_.begin() + rtpHeaderOctets);
    header_.payloadType = static_cast<std::uint8_t>(*telephoneEvent_);
    header_.marker = digit.first;
    header_.timestamp = digitTime_;
    finish(payload.size());
}

void SoundSender::finish(std::size_t payloadOctets) {
    writeRtpHeader(header_, buffer_);
    ++header_.sequence;
    ++packets_;
    octets_ += payloadOctets;
    packet_(buffer_, rtpHeaderOctets + payloadOctets);
}

}  // namespace sidetone::media
