// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/CircuitBreaker.h"

#include <cmath>
#include <numeric>

namespace sidetone::media {
namespace {

constexpr int intervalsWithoutReports = 3;  // section 4.1
constexpr int reportsWithoutProgress = 5;   // section 4.2
constexpr std::size_t reportsAveraged = 3;  // section 4.3, CB_INTERVAL with reports each interval
constexpr double timesTcp = 10;             // section 4.3

/// The simple equation for what TCP gets, in octets a second (section 4.3, with b = 1).
double tcpRate(double packetOctets, double roundTripSeconds, double loss) {
    return packetOctets / (roundTripSeconds * std::sqrt(2 * loss / 3));
}

}  // namespace

void CircuitBreaker::started(core::Instant now) {
    if (since_) return;
    since_ = now;
    standstills_ = 0;
    losses_.clear();
}

void CircuitBreaker::report(const Report& report, double sentRate, double packetOctets,
                            core::Instant now) {
    if (!since_) return;
    since_ = now;
    const bool standsStill = report.isSending && highest_ && report.highestSequence == *highest_;
    standstills_ = standsStill ? standstills_ + 1 : 0;
    highest_ = report.highestSequence;
    losses_.push_back(report.lost);
    if (losses_.size() > reportsAveraged) losses_.pop_front();
    const double loss =
        std::accumulate(losses_.begin(), losses_.end(), 0.0) / static_cast<double>(losses_.size());
    const bool isWhole = losses_.size() == reportsAveraged;
    const bool isTooMuch =
        isWhole && loss > 0 && report.roundTripSeconds > 0 &&
        sentRate > timesTcp * tcpRate(packetOctets, report.roundTripSeconds, loss);
    congestions_ = isTooMuch ? congestions_ + 1 : 0;
}

CircuitBreaker::Verdict CircuitBreaker::verdict(core::Instant now) const {
    if (!since_) return Verdict::Closed;
    if (now - *since_ > interval_ * intervalsWithoutReports) return Verdict::NoReports;
    if (standstills_ >= reportsWithoutProgress) return Verdict::NothingArrives;
    return congestions_ > 0 ? Verdict::Congested : Verdict::Closed;
}

}  // namespace sidetone::media
