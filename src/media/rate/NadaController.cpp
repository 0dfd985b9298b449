// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/NadaController.h"

#include <algorithm>
#include <cmath>

namespace sidetone::media {
namespace {

using std::chrono::microseconds;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

// RFC 8698, table 1 and section 5.
constexpr double referenceDelay = 10;  ///< ms: the queue that is aimed at, at the highest rate
/// It grows for lower rates, but not beyond that many times: on a narrow line sound waits as well.
constexpr double mostReferences = 5;
constexpr double kappa = 0.5;
constexpr double eta = 2.0;
constexpr double tau = 500;                ///< ms
constexpr microseconds logWindow = 500ms;  ///< over which a rate is measured
constexpr microseconds quietQueue = 9ms;   ///< below it the line counts as free
/// The same while less is sent than might be: large packets among small ones take that long on a
/// narrow line.
constexpr microseconds quietWhileSmall = 15ms;
constexpr microseconds longQueue = 20ms;
// Of what arrives. Below the first, a queue of 300 ms is gone within a second.
constexpr double drainingPart = 0.55;
constexpr double probingPart = 1.05;
constexpr double largestStep = 0.5;  ///< of the rate, while it ramps up
constexpr double boundedQueue = 40;  ///< ms that ramping up may bring about
/// The same until the line has shown its end for the first time: a call shall be clear in seconds.
constexpr double boundedQueueAtFirst = 150;
constexpr double feedbackAndFilter = 100 + 120;  ///< ms until what was done is known
// Losses that come again and again, a second apart, are somebody else's doing as well.
constexpr std::size_t lossesOfOthers = 3;
constexpr microseconds lossEvent = 1s;
constexpr microseconds lossMemory = 15s;
constexpr microseconds calmTime = 2s;
constexpr microseconds calmChange = 4ms;
constexpr double warpFrom = 50;  ///< ms
constexpr double warpPace = 0.5;
constexpr double referenceLoss = 0.01;
constexpr double lossDelay = 10;  ///< ms
constexpr double smoothing = 0.1;
constexpr std::size_t filterLength = 15;  ///< packets, at least
constexpr microseconds filterTime = 300ms;

/// Two clocks drift apart by 50 millionths at most: the least delay is let rise at that pace.
constexpr double drift = 50e-6;
/// Reports come each 100 ms.
constexpr microseconds longestSilence = 600ms;
constexpr double backOffInSilence = 0.85;

double milliseconds(microseconds time) {
    return static_cast<double>(time.count()) / 1000;
}

}  // namespace

NadaController::NadaController(double first, Range range)
    : range_(range), target_(std::clamp(first, range.least, range.most)) {}

void NadaController::setMost(double bitsPerSecond) {
    range_.most = std::max(range_.least, bitsPerSecond);
    target_ = std::min(target_, range_.most);
}

void NadaController::take(const PacketResult& packet, core::Instant now) {
    if (!packet.arrived) {
        ++lostNow_;
        noteLoss(now);
        if (!arrivals_.empty()) arrivals_.back().wasQueued = true;
        return;
    }
    ++receivedNow_;
    const auto delay =
        *packet.arrived - std::chrono::duration_cast<microseconds>(packet.sent.time_since_epoch());
    base_ = std::min(base_.value_or(delay), delay);
    recent_.push_back({*packet.arrived, delay});
    filter(*packet.arrived);
    arrivals_.push_back(
        {*packet.arrived, packet.octets, queue_ >= (sendsLess_ ? quietWhileSmall : quietQueue)});
    // The newest packet of a report was on its way, and then its report.
    const auto trip = std::chrono::duration_cast<microseconds>(now - packet.sent);
    roundTrip_ = (roundTrip_ * 15 + trip) / 16;
}

void NadaController::noteLoss(core::Instant now) {
    if (!lossEvents_.empty() && now - lossEvents_.back() < lossEvent) return;
    lossEvents_.push_back(now);
    if (lossEvents_.size() > lossesOfOthers) lossEvents_.pop_front();
}

/// The least of several: what jitters is not a queue.
void NadaController::filter(microseconds newest) {
    while (recent_.size() > filterLength && recent_.front().arrived < newest - filterTime) {
        recent_.pop_front();
    }
    queue_ = std::ranges::min_element(recent_, {}, &Delay::oneWay)->oneWay - *base_;
}

void NadaController::notePast(microseconds newest) {
    while (!arrivals_.empty() && arrivals_.front().at < newest - logWindow) arrivals_.pop_front();
    double octets = 0;
    for (const auto& arrival : arrivals_) octets += arrival.octets;
    received_ = octets * 8 / (milliseconds(logWindow) / 1000);
}

void NadaController::feedback(std::span<const PacketResult> packets, core::Instant now) {
    if (packets.empty()) return;
    std::optional<microseconds> newest;
    for (const auto& packet : packets) {
        take(packet, now);
        if (packet.arrived) newest = std::max(newest.value_or(*packet.arrived), *packet.arrived);
    }
    std::ranges::sort(arrivals_, {}, &Arrival::at);
    if (newest) notePast(*newest);
    const double lost = static_cast<double>(lostNow_) / std::max(1, lostNow_ + receivedNow_);
    loss_ = smoothing * lost + (1 - smoothing) * loss_;
    settleBase(now);
    lostNow_ = receivedNow_ = 0;
    update(now);
}

bool NadaController::isSharedQueue(core::Instant now) const {
    return lossEvents_.size() == lossesOfOthers && now - lossEvents_.front() < lossMemory;
}

/// Equations 1 and 2: a queue and losses as one number in ms. Where other streams fill the queue,
/// a long one is not taken for our own.
double NadaController::congestion(core::Instant now) const {
    double delay = milliseconds(queue_);
    if (delay > warpFrom && isSharedQueue(now)) {
        delay = warpFrom * std::exp(-warpPace * (delay - warpFrom) / warpFrom);
    }
    return delay + lossDelay * std::pow(loss_ / referenceLoss, 2);
}

bool NadaController::mayAccelerate() const {
    if (arrivals_.empty()) return false;
    return std::ranges::none_of(arrivals_, &Arrival::wasQueued);
}

/// Equations 3 and 4.
void NadaController::accelerate() {
    const double bound = isStarting_ ? boundedQueueAtFirst : boundedQueue;
    const double gamma =
        std::min(largestStep, bound / (milliseconds(roundTrip_) + feedbackAndFilter));
    target_ = std::max(target_, (1 + gamma) * received_);
}

/// Equations 5 to 7. A queue that ends makes for large steps up: not beyond what arrives.
void NadaController::adjust(double congestion, microseconds since) {
    // What was taken for possible but never sent is taken back when a queue forms.
    if (sendsLess_ && queue_ > longQueue && congestion > lastCongestion_)
        target_ = std::min(target_, probingPart * received_);
    const double before = target_;
    const double offset =
        congestion - referenceDelay * std::min(range_.most / target_, mostReferences);
    const double difference = congestion - lastCongestion_;
    const double step = milliseconds(since) / tau;
    target_ -= kappa * step * offset / tau * target_;
    target_ -= kappa * eta * difference / tau * target_;
    target_ = std::min(target_, std::max(before, probingPart * received_));
    target_ = std::max(target_, drainingPart * received_);
}

/// A delay that stays the same while less is sent than might be is the way's own: it got longer,
/// or narrower, so that each packet takes longer.
void NadaController::settleBase(core::Instant now) {
    const auto change = std::chrono::abs(queue_ - calmQueue_);
    if (!sendsLess_ || lostNow_ > 0 || change > calmChange || !calmSince_) {
        calmSince_ = now;
        calmQueue_ = queue_;
    } else if (now - *calmSince_ >= calmTime && base_) {
        *base_ += queue_;
        calmSince_.reset();
    }
}

void NadaController::update(core::Instant now) {
    const auto since = lastUpdate_ ? std::chrono::duration_cast<microseconds>(now - *lastUpdate_)
                                   : microseconds(100ms);
    lastUpdate_ = now;
    if (base_) *base_ += microseconds(std::llround(double(since.count()) * drift));
    const double congestion = this->congestion(now);
    if (queue_ > longQueue || loss_ > 0) isStarting_ = false;
    if (mayAccelerate()) {
        accelerate();
    } else {
        adjust(congestion, std::min(since, microseconds(longestSilence)));
    }
    lastCongestion_ = congestion;
    target_ = std::clamp(target_, range_.least, range_.most);
}

void NadaController::tick(core::Instant now) {
    if (!lastUpdate_ || now - *lastUpdate_ < longestSilence) return;
    lastUpdate_ = now;
    target_ = std::max(range_.least, target_ * backOffInSilence);
}

}  // namespace sidetone::media
