// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/videostream/LineWatch.h"

#include <algorithm>
#include <utility>

namespace sidetone::media {
namespace {

constexpr core::Milliseconds toldEach(100);
constexpr core::Milliseconds shortestWait(5000);
constexpr core::Milliseconds longestWait(10'000);
/// The ladder's highest step with room above.
constexpr NadaController::Range range{60'000, 1'600'000};
constexpr double usualRoundTrip = 0.2;
/// Reports may come twice a second: a line that pauses for two seconds is not broken yet.
constexpr core::Milliseconds judgedEach(1500);

}  // namespace

LineWatch::LineWatch(int firstBits) : reports_(firstBits, {}), arrivals_(firstBits, range) {}

void LineWatch::begin() {
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
    if (verdict_ == CircuitBreaker::Verdict::Closed) verdict_ = breaker_.verdict(now);
    if (!log_ || now < nextTold_) return {};
    nextTold_ = now + toldEach;
    return log_->report(now);
}

void LineWatch::report(const ReportBlock& block, std::optional<double> roundTripMilliseconds,
                       int reachable, core::Instant now) {
    const double lost = block.fractionLost / 256.0;
    reports_.report(lost, roundTripMilliseconds, reachable, now);
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

void LineWatch::setStep(std::size_t step, int reachable, core::Instant now) {
    // One way down may have several steps.
    if (step < step_ && now >= tryFrom_) {
        wait_ = std::clamp(wait_ * 2, shortestWait, longestWait);
        tryFrom_ = now + wait_;
    }
    step_ = step;
    arrivals_.setReachable(now >= tryFrom_ ? reachable : 0);
}

int LineWatch::target() const {
    return isTold_ ? static_cast<int>(arrivals_.target()) : reports_.target();
}

}  // namespace sidetone::media
