// SPDX-License-Identifier: GPL-3.0-or-later
// How calls adapt to their line: RFC 8867's cases in virtual time, a line of figures each, and a
// plot where a folder is named.
#include <QGuiApplication>
#include <algorithm>
#include <cstdio>

#include "RatePlot.h"

using namespace sidetone;

namespace {

constexpr std::uint64_t seeds = 5;

std::string fileOf(const std::string& folder, std::string name) {
    std::ranges::replace_if(
        name, [](char c) { return c == ' ' || c == ','; }, '-');
    return folder + "/" + name + ".png";
}

/// The worst of several seeds.
bool measure(const test::Scenario& scenario, const std::string& folder) {
    test::Outcome worst;
    worst.utilisation = 1;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        auto outcome = test::run(scenario, seed);
        worst.utilisation = std::min(worst.utilisation, outcome.utilisation);
        worst.queue95 = std::max(worst.queue95, outcome.queue95);
        worst.slowestUp = std::max(worst.slowestUp, outcome.slowestUp);
        worst.slowestDown = std::max(worst.slowestDown, outcome.slowestDown);
        worst.fairness = std::min(worst.fairness, outcome.fairness);
        if (seed != 1 || folder.empty()) continue;
        if (!bench::plot(scenario, outcome, fileOf(folder, scenario.name))) return false;
    }
    std::printf(
        "%-24s utilisation %.3f  queue p95 %5.1f ms  up %4.1f s  down %4.1f s  "
        "fairness %.3f  (worst of %d)\n",
        scenario.name.c_str(), worst.utilisation, worst.queue95, worst.slowestUp, worst.slowestDown,
        worst.fairness, int(seeds));
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const std::string folder = argc > 1 ? argv[1] : "";
    for (const auto& scenario : test::rfc8867()) {
        if (!measure(scenario, folder)) {
            std::fprintf(stderr, "bench: nothing can be written into %s\n", folder.c_str());
            return 1;
        }
    }
    std::printf("goals for 5.1: utilisation over 0.900, queue under 60 ms, up 8 s, down 3 s\n");
}
