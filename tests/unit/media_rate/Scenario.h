// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "Flow.h"

namespace sidetone::test {

/// One of RFC 8867's test cases, or another line that changes with time.
struct Scenario {
    std::string name;
    core::Milliseconds duration{0};
    LinkSettings forward;
    LinkSettings back;
    /// When what bottleneck begins, in bit/s.
    std::vector<std::pair<core::Milliseconds, double>> capacity;
    std::vector<std::pair<core::Milliseconds, double>> backCapacity;
    std::vector<Flow::Settings> flows;
};

/// RFC 8867 5.1 (single flow, at 50 and 100 ms), 5.2 (two flows), 5.3 (congested reports), 5.4
/// (three flows one after the other), 5.5 (five flows with different round trips), 5.8 (one flow
/// pauses). 5.6 and 5.7 need TCP, which is not simulated.
[[nodiscard]] std::vector<Scenario> rfc8867();

/// What was seen each 100 ms.
struct Sample {
    double seconds = 0;
    double capacity = 0;            ///< bit/s
    double queueMilliseconds = 0;   ///< of the bottleneck
    std::vector<double> targets{};  ///< of each flow, bit/s
    std::vector<double> rates{};    ///< what arrived of each, bit/s
};

/// A run's figures.
struct Outcome {
    std::vector<Sample> samples;
    double utilisation = 0;  ///< mean of what arrived by what could have, from 5 s on
    double queue95 = 0;      ///< ms
    double slowestUp = 0;    ///< s, after a step up, to 90 % of what there is
    double slowestDown = 0;  ///< s, after a step down, until the queue is under 50 ms
    double fairness = 1;     ///< Jain's, of the last 20 s; 1 is equal
};

/// The figures of what was seen, in whatever time.
[[nodiscard]] Outcome judge(const Scenario& scenario, std::vector<Sample> samples);
/// With the controller alone, in virtual time.
[[nodiscard]] Outcome run(const Scenario& scenario, std::uint64_t seed);

}  // namespace sidetone::test
