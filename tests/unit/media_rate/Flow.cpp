// SPDX-License-Identifier: GPL-3.0-or-later
#include "Flow.h"

#include <algorithm>
#include <utility>

namespace sidetone::test {
namespace {

using std::chrono::microseconds;
using std::chrono_literals::operator""ms;

constexpr int framesPerSecond = 30;
constexpr int largestPacket = 1200;
constexpr int headers = 40;
/// Opus at 20 kbit/s on the wire, as RFC 8867 wants it beside the picture.
constexpr int soundPacket = 50;
constexpr double soundBits = 20'000;
/// A picture is sent over the time until the next one, a little faster.
constexpr double paceFactor = 1.25;
constexpr auto reportEach = 100ms;

core::Instant at(core::Milliseconds time) {
    return core::Instant(microseconds(time));
}

/// The middle 32 bits of an NTP time.
std::uint32_t ntpOf(core::Instant now) {
    return static_cast<std::uint32_t>(now.time_since_epoch().count() * 1024 / 15'625);
}

}  // namespace

Flow::Flow(const Settings& settings, LinkModel& forward, LinkModel& back, std::uint64_t seed)
    : settings_(settings),
      forward_(forward),
      back_(back),
      random_(seed),
      controller_(settings.first, settings.range) {}

bool Flow::isActive(core::Instant now) const {
    const bool pauses = now >= at(settings_.pauseFrom) && now < at(settings_.pauseTo);
    return now >= at(settings_.start) && !pauses;
}

void Flow::encode(core::Instant now) {
    if (now >= nextSound_) {
        nextSound_ = now + 20ms;
        waiting_.push_front(soundPacket);
    }
    if (now < nextPicture_) return;
    nextPicture_ = now + microseconds(1'000'000 / framesPerSecond);
    const double noise = std::uniform_real_distribution<>(0.95, 1.05)(random_);
    const double bits = std::max(0.0, controller_.target() - soundBits);
    auto rest = static_cast<int>(bits / 8 / framesPerSecond * noise);
    while (rest > headers) {
        const int octets = std::min(rest, largestPacket);
        waiting_.push_back(octets);
        rest -= octets;
    }
}

void Flow::pace(core::Instant now) {
    const double share = controller_.target() * paceFactor / 8 / 1000;
    budget_ = std::min(budget_ + share, share);  // what was not used is gone
    while (!waiting_.empty() && budget_ > 0) {
        const int octets = waiting_.front();
        waiting_.pop_front();
        budget_ -= octets;
        send(now, octets);
    }
}

void Flow::send(core::Instant now, int octets) {
    ledger_.sent(++sequence_, now, octets);
    if (const auto out = forward_.send(now, octets)) {
        underWay_.emplace(*out + settings_.extraDelay, Packet{sequence_, octets});
    }
}

void Flow::receive(core::Instant now) {
    while (!underWay_.empty() && underWay_.begin()->first <= now) {
        const auto [time, packet] = *underWay_.begin();
        underWay_.erase(underWay_.begin());
        log_.arrived(packet.sequence, time);
        arrived_ += packet.octets;
    }
    while (!answers_.empty() && answers_.begin()->first <= now) {
        const auto answer = answers_.begin()->second;
        answers_.erase(answers_.begin());
        controller_.feedback(ledger_.judge(answer.report, answer.time), now);
    }
}

void Flow::report(core::Instant now) {
    if (now < nextReport_) return;
    nextReport_ = now + reportEach;
    auto report = log_.report(now);
    if (!report) return;
    const int octets = 60 + static_cast<int>(report->packets.size()) * 2;
    if (const auto out = back_.send(now, octets)) {
        answers_.emplace(*out + settings_.extraDelay, Answer{std::move(*report), ntpOf(now)});
    }
}

void Flow::step(core::Instant now) {
    if (isActive(now)) {
        encode(now);
        pace(now);
        controller_.tick(now);
    }
    receive(now);
    report(now);
}

std::int64_t Flow::takeArrived() {
    return std::exchange(arrived_, 0);
}

}  // namespace sidetone::test
