// SPDX-License-Identifier: GPL-3.0-or-later
#include "Scenario.h"

#include <algorithm>
#include <memory>
#include <numeric>

namespace sidetone::test {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr auto sampleEach = 100ms;
constexpr double bitsPerOctet = 8;

LinkSettings pathOf(core::Milliseconds delay) {
    return {.delay = delay, .jitter = 30ms, .queue = 300ms};
}

Scenario singleFlow(core::Milliseconds delay) {
    return {"5.1 one flow, " + std::to_string(delay.count()) + " ms",
            100s,
            pathOf(delay),
            pathOf(delay),
            {{0s, 1e6}, {40s, 2.5e6}, {60s, 0.6e6}, {80s, 1e6}},
            {},
            {{}}};
}

/// The scenario while it runs.
class Run {
public:
    Run(const Scenario& scenario, std::uint64_t seed)
        : scenario_(scenario), forward_(scenario.forward, seed), back_(scenario.back, seed + 1) {
        for (const auto& settings : scenario.flows) {
            flows_.push_back(
                std::make_unique<Flow>(settings, forward_, back_, seed + 2 + flows_.size()));
        }
    }

    std::vector<Sample> all() {
        for (core::Milliseconds time{0}; time < scenario_.duration; time += 1ms) {
            const core::Instant now{time};
            apply(scenario_.capacity, forward_, time);
            apply(scenario_.backCapacity, back_, time);
            for (auto& flow : flows_) flow->step(now);
            if (time % sampleEach == 0ms) sample(now);
        }
        return std::move(samples_);
    }

private:
    static void apply(const std::vector<std::pair<core::Milliseconds, double>>& plan,
                      LinkModel& link, core::Milliseconds time) {
        for (const auto& [at, bits] : plan) {
            if (at != time) continue;
            auto settings = link.settings();
            settings.bitsPerSecond = bits;
            link.set(settings, core::Instant(time));
        }
    }

    void sample(core::Instant now) {
        Sample sample;
        sample.seconds = static_cast<double>(now.time_since_epoch().count()) / 1e6;
        sample.capacity = forward_.settings().bitsPerSecond;
        sample.queueMilliseconds = static_cast<double>(forward_.queued(now).count()) / 1000;
        for (auto& flow : flows_) {
            sample.targets.push_back(flow->isActive(now) ? flow->controller().target() : 0);
            sample.rates.push_back(static_cast<double>(flow->takeArrived()) * bitsPerOctet * 10);
        }
        samples_.push_back(std::move(sample));
    }

    const Scenario& scenario_;
    LinkModel forward_;
    LinkModel back_;
    std::vector<std::unique_ptr<Flow>> flows_;
    std::vector<Sample> samples_;
};

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

/// What all flows together could take at that time.
double possible(const Scenario& scenario, const Sample& sample) {
    double most = 0;
    const auto time = core::Milliseconds(static_cast<std::int64_t>(sample.seconds * 1000));
    for (const auto& flow : scenario.flows) {
        const bool pauses = time >= flow.pauseFrom && time < flow.pauseTo;
        if (time >= flow.start && !pauses) most += flow.range.most;
    }
    return std::min(most, sample.capacity);
}

/// Seconds from `from` until `good` holds for a second on end, before `to`.
double settled(const std::vector<Sample>& samples, double from, double to, auto good) {
    double since = -1;
    for (const auto& sample : samples) {
        if (sample.seconds < from || sample.seconds >= to) continue;
        if (!good(sample)) {
            since = -1;
        } else if (since < 0) {
            since = sample.seconds;
        }
        if (since >= 0 && sample.seconds - since >= 1) return since - from;
    }
    return to - from;
}

void judgeSteps(const Scenario& scenario, Outcome& outcome) {
    const auto& plan = scenario.capacity;
    for (std::size_t i = 1; i < plan.size(); ++i) {
        const double from = static_cast<double>(plan[i].first.count()) / 1000;
        const auto end = i + 1 < plan.size() ? plan[i + 1].first : scenario.duration;
        const double to = static_cast<double>(end.count()) / 1000;
        if (plan[i].second < plan[i - 1].second) {
            outcome.slowestDown = std::max(
                outcome.slowestDown, settled(outcome.samples, from, to, [](const Sample& sample) {
                    return sample.queueMilliseconds < 50;
                }));
        } else {
            outcome.slowestUp = std::max(
                outcome.slowestUp, settled(outcome.samples, from, to, [&](const Sample& sample) {
                    return sum(sample.targets) >= 0.9 * possible(scenario, sample);
                }));
        }
    }
}

double fairnessOf(const std::vector<Sample>& samples) {
    if (samples.empty() || samples.back().rates.size() < 2) return 1;
    std::vector<double> means(samples.back().rates.size());
    for (const auto& sample : samples) {
        if (sample.seconds < samples.back().seconds - 20) continue;
        for (std::size_t i = 0; i < means.size(); ++i) means[i] += sample.rates[i];
    }
    double squares = 0;
    for (const double mean : means) squares += mean * mean;
    const double total = sum(means);
    return total * total / (static_cast<double>(means.size()) * squares);
}

}  // namespace

std::vector<Scenario> rfc8867() {
    std::vector<Scenario> all{singleFlow(50ms), singleFlow(100ms)};
    const auto path = pathOf(50ms);
    all.push_back({"5.2 two flows",
                   125s,
                   path,
                   path,
                   {{0s, 4e6}, {25s, 2e6}, {50s, 3.5e6}, {75s, 1e6}, {100s, 2e6}},
                   {},
                   {{}, {}}});
    all.push_back({"5.3 reports congested",
                   100s,
                   path,
                   path,
                   {{0s, 2e6}, {20s, 1e6}, {40s, 0.5e6}, {60s, 2e6}},
                   {{0s, 2e6}, {35s, 0.8e6}, {70s, 2e6}},
                   {{}}});
    all.push_back({"5.4 three flows",
                   120s,
                   path,
                   path,
                   {{0s, 3.5e6}},
                   {},
                   {{}, {.start = 20s}, {.start = 40s}}});
    const auto near = pathOf(10ms);
    all.push_back({"5.5 round trips",
                   300s,
                   near,
                   near,
                   {{0s, 4e6}},
                   {},
                   {{},
                    {.start = 10s, .extraDelay = 15ms},
                    {.start = 20s, .extraDelay = 40ms},
                    {.start = 30s, .extraDelay = 90ms},
                    {.start = 40s, .extraDelay = 140ms}}});
    all.push_back({"5.8 pause",
                   120s,
                   path,
                   path,
                   {{0s, 3.5e6}},
                   {},
                   {{}, {.pauseFrom = 40s, .pauseTo = 60s}, {}}});
    return all;
}

Outcome judge(const Scenario& scenario, std::vector<Sample> samples) {
    Outcome outcome;
    outcome.samples = std::move(samples);
    double got = 0;
    double could = 0;
    std::vector<double> queues;
    for (const auto& sample : outcome.samples) {
        queues.push_back(sample.queueMilliseconds);
        if (sample.seconds < 5) continue;
        got += sum(sample.rates);
        could += possible(scenario, sample);
    }
    outcome.utilisation = could > 0 ? got / could : 0;
    std::ranges::sort(queues);
    if (!queues.empty()) outcome.queue95 = queues[queues.size() * 95 / 100];
    outcome.fairness = fairnessOf(outcome.samples);
    judgeSteps(scenario, outcome);
    return outcome;
}

Outcome run(const Scenario& scenario, std::uint64_t seed) {
    return judge(scenario, Run(scenario, seed).all());
}

}  // namespace sidetone::test
