// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/RateController.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sidetone::media {
namespace {

// The loss rules of Google's controller for real-time video, as its drafts state them.
constexpr double littleLoss = 0.02;
constexpr double muchLoss = 0.10;
// Of the round trip, over the least one that was seen; in ms on top, for lines without delay.
constexpr double grownFactor = 1.5;
constexpr double grownMilliseconds = 20;
constexpr double queueingFactor = 2;
constexpr double queueingMilliseconds = 60;
constexpr double backOffFromQueue = 0.85;
/// The least round trip is forgotten at this pace, since the way may change.
constexpr double forgetting = 1.002;

constexpr double climbASecond = 1.08;
constexpr double firstClimbASecond = 2.0;
/// Reports that come seldom must not make for a jump.
constexpr double longestStep = 1.5;
/// What the last decrease did must be seen before the next.
constexpr core::Milliseconds settle(1000);

}  // namespace

RateController::RateController(int first, Range range)
    : range_(range), target_(std::clamp(first, range.least, range.most)) {}

RateController::Delay RateController::judge(std::optional<double> roundTripMilliseconds) {
    if (!roundTripMilliseconds) return Delay::Usual;
    const double now = *roundTripMilliseconds;
    baseline_ = std::min(baseline_.value_or(now) * forgetting, now);
    if (now > *baseline_ * queueingFactor + queueingMilliseconds) return Delay::Queueing;
    if (now > *baseline_ * grownFactor + grownMilliseconds) return Delay::Grown;
    return Delay::Usual;
}

void RateController::backOff(double factor, core::Instant now) {
    // Reports come late: a fast climb has long been past the line's end when that is told.
    if (starting_ && proven_ > 0) target_ = std::min(target_, proven_);
    starting_ = false;
    if (heldUntil_ && now < *heldUntil_) return;
    target_ *= factor;
    heldUntil_ = now + settle;
}

void RateController::climb(double seconds, int reachable) {
    const double pace = starting_ ? firstClimbASecond : climbASecond;
    const double wanted = target_ * std::pow(pace, std::min(seconds, longestStep));
    // What was not tried is not known; but what was reached already stays.
    target_ = std::max(target_, std::min(wanted, static_cast<double>(reachable)));
}

void RateController::report(double lost, std::optional<double> roundTripMilliseconds, int reachable,
                            core::Instant now) {
    const double seconds =
        lastReport_ ? static_cast<double>((now - *lastReport_).count()) / 1e6 : 0.5;
    lastReport_ = now;
    const double during = std::exchange(before_, target_);
    const auto delay = judge(roundTripMilliseconds);
    if (lost < littleLoss && delay == Delay::Usual) proven_ = during;
    if (lost > muchLoss) {
        backOff(1 - lost / 2, now);
    } else if (delay == Delay::Queueing) {
        backOff(backOffFromQueue, now);
    } else if (lost < littleLoss && delay == Delay::Usual && (!heldUntil_ || now >= *heldUntil_)) {
        climb(seconds, reachable);
    } else if (lost >= littleLoss) {
        starting_ = false;
    }
    target_ =
        std::clamp(target_, static_cast<double>(range_.least), static_cast<double>(range_.most));
}

}  // namespace sidetone::media
