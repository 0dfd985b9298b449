// SPDX-License-Identifier: GPL-3.0-or-later
// RFC 8867's cases 5.1 to 5.3 with real calls on real packets in real time, in a network of its own
// with the laboratory's line: a line of figures each, and a plot where a folder is named. They take
// as long as the RFC says: 100, 125 and 100 seconds. What the machine does beside it shows in them.
#include <QGuiApplication>
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "OwnNetwork.h"
#include "PlayedScenario.h"
#include "RatePlot.h"

using namespace sidetone;
using Pictures = test::CallOnLine::Settings::Pictures;

namespace {

bool measure(const test::Scenario& scenario, const std::string& folder) {
    const bool isBothWays = !scenario.backCapacity.empty();
    const auto outcome = test::play(scenario, isBothWays ? Pictures::BothWays : Pictures::Forward);
    if (!outcome) {
        std::fprintf(stderr, "bench: there is no line here: tun links are needed\n");
        return false;
    }
    double load = 0;
    static_cast<void>(getloadavg(&load, 1));
    std::printf(
        "%-24s utilisation %.3f  queue p95 %5.1f ms  up %4.1f s  down %4.1f s  fairness %.3f  "
        "(load %.1f)\n",
        scenario.name.c_str(), outcome->utilisation, outcome->queue95, outcome->slowestUp,
        outcome->slowestDown, outcome->fairness, load);
    std::fflush(stdout);
    if (folder.empty()) return true;
    auto name = "packets, " + scenario.name;
    std::ranges::replace_if(
        name, [](char c) { return c == ' ' || c == ','; }, '-');
    if (bench::plot(scenario, *outcome, folder + "/" + name + ".png")) return true;
    std::fprintf(stderr, "bench: nothing can be written into %s\n", folder.c_str());
    return false;
}

}  // namespace

int main(int argc, char** argv) {
    const auto forbidden = test::enterOwnNetwork();
    if (!forbidden.empty()) {
        std::fprintf(stderr, "bench: %s\n", forbidden.c_str());
        return 1;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const std::string folder = argc > 1 ? argv[1] : "";
    const std::string only = argc > 2 ? argv[2] : "";
    for (const auto& scenario : test::rfc8867()) {
        const auto name = scenario.name.substr(0, 3);
        if (name != "5.1" && name != "5.2" && name != "5.3") continue;
        if (!only.empty() && name != only) continue;
        if (!measure(scenario, folder)) return 1;
    }
}
