// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/SoundTest.h"

#include <algorithm>
#include <span>
#include <utility>

#include "media/ToneMeter.h"
#include "media/devices/AudioDevices.h"

namespace sidetone::media {
namespace {

constexpr core::Milliseconds period{20};
constexpr std::int64_t aheadMilliseconds = 80;
constexpr std::size_t recordedSeconds = 4;
/// Files and tones are read at this rate, devices at their own.
constexpr int usualRate = 48000;
constexpr double silence = -90;

}  // namespace

SoundTest::SoundTest(AudioDevices& devices, core::Clock& clock, Told told)
    : devices_(devices), clock_(clock), told_(std::move(told)) {}

SoundTest::~SoundTest() = default;

void SoundTest::listen() {
    sink_.reset();
    if (!source_) source_ = devices_.openSource();
    rate_ = source_->rate() > 0 ? source_->rate() : usualRate;
    moved_ = 0;
    begun_ = clock_.now();
    timer_ = clock_.every(period, [this] { tick(); });
    setState(SoundTestState::Listening);
}

void SoundTest::echo() {
    listen();
    recorded_.clear();
    setState(SoundTestState::Recording);
}

void SoundTest::stop() {
    timer_.stop();
    source_.reset();
    sink_.reset();
    setLevel(silence);
    setState(SoundTestState::Off);
}

void SoundTest::tick() {
    if (state_ == SoundTestState::Playing) {
        play();
    } else {
        hear();
    }
}

void SoundTest::hear() {
    const auto due = static_cast<std::size_t>(clock_.millisecondsSince(begun_) * rate_ / 1000);
    if (due <= moved_) return;
    std::vector<std::int16_t> heard(due - moved_);
    source_->read(heard);
    moved_ = due;
    setLevel(totalLevel(heard));
    static_cast<void>(source_->takeError());
    if (state_ != SoundTestState::Recording) return;
    recorded_.insert(recorded_.end(), heard.begin(), heard.end());
    if (recorded_.size() < recordedSeconds * static_cast<std::size_t>(rate_)) return;
    // The microphone is closed: with it open, some headsets play at telephone quality.
    source_.reset();
    sink_ = devices_.openSink();
    moved_ = 0;
    begun_ = clock_.now();
    setState(SoundTestState::Playing);
}

void SoundTest::play() {
    const auto heard = clock_.millisecondsSince(begun_) + aheadMilliseconds;
    const auto due = std::min(static_cast<std::size_t>(heard * rate_ / 1000), recorded_.size());
    if (due > moved_) {
        const auto piece = std::span(recorded_).subspan(moved_, due - moved_);
        sink_->write(piece);
        setLevel(totalLevel(piece));
        moved_ = due;
    }
    static_cast<void>(sink_->takeError());
    if (moved_ == recorded_.size()) listen();
}

void SoundTest::setState(SoundTestState state) {
    if (state == std::exchange(state_, state)) return;
    told_.state();
}

void SoundTest::setLevel(double level) {
    level_ = std::clamp(level, silence, 0.0);
    told_.level();
}

}  // namespace sidetone::media
