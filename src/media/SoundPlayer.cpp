// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/SoundPlayer.h"

#include <algorithm>
#include <utility>

#include "media/devices/AudioDevices.h"

namespace sidetone::media {
namespace {

constexpr core::Milliseconds period{20};
/// What is handed on before it is heard, and waited for at the end.
constexpr std::int64_t aheadMilliseconds = 80;
constexpr std::int64_t tailMilliseconds = 200;

WavSound atRate(WavSound sound, int rate) {
    if (rate <= 0 || rate == sound.rate) return sound;
    Resampler resampler(sound.rate, rate);
    SampleQueue queue;
    resampler.run(sound.samples, queue);
    const auto all = queue.front(queue.size());
    return {rate, {all.begin(), all.end()}};
}

}  // namespace

SoundPlayer::SoundPlayer(AudioDevices& devices, core::Clock& clock)
    : devices_(devices), clock_(clock) {}

SoundPlayer::~SoundPlayer() = default;

void SoundPlayer::play(WavSound sound, Ended ended) {
    stop();
    sink_ = devices_.openSink();
    sound_ = atRate(std::move(sound), sink_->rate());
    ended_ = std::move(ended);
    written_ = 0;
    begun_ = clock_.now();
    timer_ = clock_.every(period, [this] { tick(); });
}

void SoundPlayer::stop() {
    timer_.stop();
    sink_.reset();
    ended_ = nullptr;
}

void SoundPlayer::tick() {
    if (auto error = sink_->takeError()) return end(error);
    const auto heard = clock_.millisecondsSince(begun_);
    const auto due = static_cast<std::size_t>((heard + aheadMilliseconds) * sound_.rate / 1000);
    const auto until = std::min(due, sound_.samples.size());
    if (until > written_) {
        sink_->write(std::span(sound_.samples).subspan(written_, until - written_));
        written_ = until;
    }
    const auto length =
        static_cast<std::int64_t>(sound_.samples.size()) * 1000 / std::max(sound_.rate, 1);
    if (heard > length + tailMilliseconds) end(std::nullopt);
}

void SoundPlayer::end(const std::optional<core::Error>& error) {
    const auto ended = std::move(ended_);
    stop();
    if (ended) ended(error);
}

}  // namespace sidetone::media
