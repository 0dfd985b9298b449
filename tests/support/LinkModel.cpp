// SPDX-License-Identifier: GPL-3.0-or-later
#include "LinkModel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sidetone::test {
namespace {

using std::chrono::microseconds;
using std::chrono_literals::operator""ms;

constexpr std::array<LinkProfile, 7> profiles{{
    {"office", {.bitsPerSecond = 100e6, .delay = 2ms, .jitter = 1ms, .queue = 50ms}},
    {"home",
     {.bitsPerSecond = 10e6, .delay = 15ms, .jitter = 5ms, .queue = 200ms, .lossInGood = 0.001}},
    {"dsl-upload", {.bitsPerSecond = 768e3, .delay = 25ms, .jitter = 5ms, .queue = 500ms}},
    {"busy-wifi",
     {.bitsPerSecond = 5e6,
      .delay = 10ms,
      .jitter = 60ms,
      .queue = 150ms,
      .toBad = 0.01,
      .toGood = 0.2,
      .lossInBad = 0.3,
      .mayOvertake = true}},
    {"mobile",
     {.bitsPerSecond = 1.5e6,
      .delay = 60ms,
      .jitter = 40ms,
      .queue = 1000ms,
      .toBad = 0.005,
      .toGood = 0.1,
      .lossInBad = 0.5}},
    {"satellite",
     {.bitsPerSecond = 2e6, .delay = 300ms, .jitter = 20ms, .queue = 500ms, .lossInGood = 0.005}},
    {"train",
     {.bitsPerSecond = 400e3,
      .delay = 120ms,
      .jitter = 150ms,
      .queue = 1000ms,
      .toBad = 0.02,
      .toGood = 0.08,
      .lossInGood = 0.01,
      .lossInBad = 0.6,
      .mayOvertake = true}},
}};

microseconds timeFor(int octets, double bitsPerSecond) {
    return microseconds(std::llround(octets * 8e6 / bitsPerSecond));
}

}  // namespace

std::span<const LinkProfile> linkProfiles() {
    return profiles;
}

void LinkModel::set(const LinkSettings& settings, core::Instant now) {
    const double before = settings_.bitsPerSecond;
    settings_ = settings;
    if (free_ <= now || before <= 0) return;
    if (settings.bitsPerSecond <= 0) {
        free_ = now;
        return;
    }
    const auto waits = static_cast<double>((free_ - now).count());
    free_ = now + microseconds(std::llround(waits * before / settings.bitsPerSecond));
}

microseconds LinkModel::queued(core::Instant now) const {
    return std::max(microseconds(0), std::chrono::duration_cast<microseconds>(free_ - now));
}

bool LinkModel::isLost() {
    if (chance() < (isBad_ ? settings_.toGood : settings_.toBad)) isBad_ = !isBad_;
    return chance() < (isBad_ ? settings_.lossInBad : settings_.lossInGood);
}

microseconds LinkModel::jitter() {
    const auto most = double(microseconds(settings_.jitter).count());
    const double drawn = std::normal_distribution<>(most / 2, most / 6)(random_);
    return microseconds(std::llround(std::clamp(drawn, 0.0, most)));
}

std::optional<core::Instant> LinkModel::send(core::Instant now, int octets) {
    const bool isDropped = settings_.bitsPerSecond > 0 && queued(now) > settings_.queue;
    // Drawn for each packet, so that the fate of one does not change that of the next.
    const bool isLost = this->isLost();
    const auto jitter = this->jitter();
    if (isDropped) {
        ++dropped_;
        return {};
    }
    if (settings_.bitsPerSecond > 0) {
        free_ = std::max(free_, now) + timeFor(octets, settings_.bitsPerSecond);
    } else {
        free_ = now;
    }
    if (isLost) {
        ++dropped_;
        return {};
    }
    auto out = free_ + settings_.delay + jitter;
    if (!settings_.mayOvertake) out = std::max(out, latest_);
    latest_ = std::max(latest_, out);
    return out;
}

}  // namespace sidetone::test
