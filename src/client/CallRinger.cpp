// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/CallRinger.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace sidetone::client {
namespace {

using telephony::CallState;

constexpr core::Milliseconds period{20};
constexpr std::int64_t aheadMilliseconds = 80;
/// Two tones that change ten times a second, for a second of four.
constexpr double lowTone = 660;
constexpr double highTone = 880;
constexpr int changesASecond = 10;
constexpr double ringSeconds = 1;
constexpr double cycleSeconds = 4;
/// Parts of full scale.
constexpr double loud = 0.25;
constexpr double soft = 0.03;

double toneAt(double second) {
    const double inCycle = std::fmod(second, cycleSeconds);
    if (inCycle >= ringSeconds) return 0;
    const bool isHigh = static_cast<int>(inCycle * changesASecond) % 2 == 1;
    return std::sin(2 * std::numbers::pi * (isHigh ? highTone : lowTone) * inCycle);
}

}  // namespace

CallRinger::CallRinger(Ports ports) : ports_(std::move(ports)) {
    look();
}

CallRinger::~CallRinger() = default;

void CallRinger::look() {
    auto* calls = ports_.calls();
    bool rings = false;
    bool speaks = false;
    if (calls != nullptr) {
        using telephony::CallControl;
        connect(calls, &CallControl::callAdded, this, &CallRinger::look, Qt::UniqueConnection);
        connect(calls, &CallControl::callChanged, this, &CallRinger::look, Qt::UniqueConnection);
        for (const auto& call : calls->calls()) {
            rings = rings || call.state == CallState::Incoming;
            speaks =
                speaks || call.state == CallState::Connected || call.state == CallState::HeldThere;
        }
    }
    if (rings && !ports_.isQuiet()) {
        begin(speaks ? soft : loud);
    } else {
        end();
    }
}

void CallRinger::begin(double level) {
    level_ = level;
    if (sink_) return;
    sink_ = ports_.devices.openRinger();
    if (!sink_) return;
    written_ = 0;
    begun_ = ports_.clock.now();
    timer_ = ports_.clock.every(period, [this] { tick(); });
}

void CallRinger::end() {
    timer_.stop();
    sink_.reset();
}

void CallRinger::tick() {
    const double rate = sink_->rate();
    const auto due = static_cast<std::int64_t>(
        static_cast<double>(ports_.clock.millisecondsSince(begun_) + aheadMilliseconds) * rate /
        1000);
    std::vector<std::int16_t> samples(
        static_cast<std::size_t>(std::max<std::int64_t>(0, due - written_)));
    for (auto& sample : samples) {
        const double value = level_ * toneAt(static_cast<double>(written_++) / rate);
        sample = static_cast<std::int16_t>(value * 32767);
    }
    sink_->write(samples);
    // A device that failed is left for the next best one by the port itself.
    static_cast<void>(sink_->takeError());
}

}  // namespace sidetone::client
