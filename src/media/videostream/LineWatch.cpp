// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/videostream/LineWatch.h"

#include <algorithm>
#include <utility>

namespace sidetone::media {
namespace {

constexpr core::Milliseconds toldEach(100);
/// The ladder's highest step with room above.
constexpr NadaController::Range range{60'000, 1'600'000};
constexpr double usualRoundTrip = 0.2;
// Less than the smallest picture can do with, and the line is full all the same.
constexpr int floorBits = 72'000;
constexpr std::chrono::microseconds fullQueue(100'000);
constexpr double floorLoss = 0.02;
constexpr core::Milliseconds narrowFor(3000);
/// Reports may come twice a second: a line that pauses for two seconds is not broken yet.
constexpr core::Milliseconds judgedEach(1500);

}  // namespace

LineWatch::LineWatch(int firstBits) : reports_(firstBits, {}), arrivals_(firstBits, range) {}

void LineWatch::begin() {
    isTooNarrow_ = false;
    narrowSince_.reset();
    if (verdict_ == CircuitBreaker::Verdict::Closed) return;
    verdict_ = CircuitBreaker::Verdict::Closed;
    breaker_ = CircuitBreaker();
}

void LineWatch::sent(std::uint16_t sequence, int octets, core::Instant now) {
    if (tellsArrivals_) ledger_.sent(sequence, now, octets);
    octetsSinceJudged_ += octets;
    ++packetsSinceJudged_;
}

void LineWatch::arrived(std::uint32_t ssrc, std::uint16_t sequence, core::Instant now) {
    if (!tellsArrivals_) return;
    if (!log_ || logSsrc_ != ssrc) log_.emplace(ssrc);
    logSsrc_ = ssrc;
    log_->arrived(sequence, now);
}

std::optional<StreamReport> LineWatch::tick(core::Instant now) {
    if (isTold_) arrivals_.tick(now);
    watchFloor(now);
    if (verdict_ == CircuitBreaker::Verdict::Closed) verdict_ = breaker_.verdict(now);
    if (!log_ || now < nextTold_) return {};
    nextTold_ = now + toldEach;
    return log_->report(now);
}

void LineWatch::report(const ReportBlock& block, std::optional<double> roundTripMilliseconds,
                       core::Instant now) {
    const double lost = block.fractionLost / 256.0;
    lastLost_ = lost;
    reports_.report(lost, roundTripMilliseconds, mayClimbTo_, now);
    armBreaker(block, lost, roundTripMilliseconds, now);
}

void LineWatch::armBreaker(const ReportBlock& block, double lost,
                           std::optional<double> roundTripMilliseconds, core::Instant now) {
    // Who never reports is an old phone, not a dead line: the first report arms the breaker.
    breaker_.started(now);
    lostSinceJudged_ += lost;
    ++reportsSinceJudged_;
    const auto passed = now - lastJudged_.value_or(now);
    if (lastJudged_ && passed < judgedEach) return;
    lastJudged_ = now;
    const auto octets = static_cast<double>(std::exchange(octetsSinceJudged_, 0));
    const auto packets = std::exchange(packetsSinceJudged_, 0);
    const double mean = std::exchange(lostSinceJudged_, 0) / std::exchange(reportsSinceJudged_, 0);
    if (passed.count() <= 0) return;
    CircuitBreaker::Report told;
    told.highestSequence = block.highestSequence;
    told.lost = mean;
    told.isSending = packets > 0;
    told.roundTripSeconds = roundTripMilliseconds ? *roundTripMilliseconds / 1000 : usualRoundTrip;
    breaker_.report(told, octets / (static_cast<double>(passed.count()) / 1e6),
                    packets > 0 ? octets / static_cast<double>(packets) : 1, now);
}

void LineWatch::feedback(const CongestionFeedback& feedback, std::uint32_t ownSsrc,
                         core::Instant now) {
    if (!tellsArrivals_) return;
    for (const auto& stream : feedback.streams) {
        if (stream.ssrc != ownSsrc) continue;
        const auto results = ledger_.judge(stream, feedback.time);
        if (results.empty()) continue;
        isTold_ = true;
        arrivals_.feedback(results, now);
    }
}

void LineWatch::watchFloor(core::Instant now) {
    const bool isFull =
        isTold_ ? arrivals_.queueDelay() > fullQueue || arrivals_.lossRatio() > floorLoss
                : lastLost_ > floorLoss;
    if (target() >= floorBits || !isFull) {
        narrowSince_.reset();
        return;
    }
    if (!narrowSince_) narrowSince_ = now;
    if (now - *narrowSince_ >= narrowFor) isTooNarrow_ = true;
}

int LineWatch::follow(std::size_t step, int stepBits, int wanted, core::Instant now) {
    const int known = target();
    const int fill = probe_.fill(step, known, wanted, now);
    if (fillBits_ > 0 && fill == 0 && known < wanted) arrivals_.settle();
    fillBits_ = fill;
    const bool sendsLess = stepBits < known && fill == 0;
    arrivals_.setSending(sendsLess ? NadaController::Sending::Less : NadaController::Sending::All);
    mayClimbTo_ = sendsLess ? 0 : wanted;
    return fill;
}

bool LineWatch::isStarting() const {
    return isTold_ ? arrivals_.isStarting() : reports_.isStarting();
}

int LineWatch::target() const {
    return isTold_ ? static_cast<int>(arrivals_.target()) : reports_.target();
}

}  // namespace sidetone::media
