// SPDX-License-Identifier: GPL-3.0-or-later
// How calls adapt to their line, in virtual time, a line of figures each, and a plot where a folder
// is named: RFC 8867's cases with the controller alone, then what the chapter expects of lines,
// with the real coder.
#include <QGuiApplication>
#include <algorithm>
#include <cstdio>
#include <functional>

#include "CaseOnLine.h"
#include "LineCall.h"
#include "RatePlot.h"

using namespace sidetone;

namespace {

constexpr std::uint64_t seeds = 5;

std::string fileOf(const std::string& folder, std::string name) {
    std::ranges::replace_if(
        name, [](char c) { return c == ' ' || c == ',' || c == '/'; }, '-');
    return folder + "/" + name + ".png";
}

using Play = std::function<test::Outcome(const test::Scenario&, std::uint64_t seed)>;

/// The worst of several seeds, and the one in the middle for what goes up.
bool measure(const test::Scenario& scenario, const Play& play, const std::string& folder) {
    test::Outcome worst;
    worst.utilisation = 1;
    double used = 0;
    std::vector<double> ups;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        auto outcome = play(scenario, seed);
        used += outcome.utilisation / seeds;
        ups.push_back(outcome.slowestUp);
        worst.utilisation = std::min(worst.utilisation, outcome.utilisation);
        worst.queue95 = std::max(worst.queue95, outcome.queue95);
        worst.slowestDown = std::max(worst.slowestDown, outcome.slowestDown);
        worst.fairness = std::min(worst.fairness, outcome.fairness);
        if (seed != 1 || folder.empty()) continue;
        if (!bench::plot(scenario, outcome, fileOf(folder, scenario.name))) return false;
    }
    std::ranges::sort(ups);
    std::printf(
        "%-40s utilisation %.3f (mean %.3f)  queue p95 %5.1f ms  up %4.1f s (middle %4.1f)  down "
        "%4.1f s  fairness %.3f  (worst of %d)\n",
        scenario.name.c_str(), worst.utilisation, used, worst.queue95, ups.back(), ups[seeds / 2],
        worst.slowestDown, worst.fairness, int(seeds));
    std::fflush(stdout);
    return true;
}

/// RFC 8867's cases: the controller alone, and 5.1 to 5.3 with all that a picture has but the
/// coder.
bool measureCases(const std::string& folder) {
    const auto alone = [](const test::Scenario& scenario, std::uint64_t seed) {
        return test::run(scenario, seed);
    };
    auto all = test::rfc8867();
    for (auto& scenario : all) {
        const bool isWhole = scenario.name < "5.4";
        scenario.name = "RFC 8867, " + scenario.name;
        if (!measure(scenario, alone, folder)) return false;
        if (!isWhole) continue;
        scenario.name += ", calls";
        if (!measure(scenario, test::playCase, folder)) return false;
    }
    return true;
}

/// A line of the chapter's tables (Bandwidth Performance Expectations, audio and main video).
struct ChapterRow {
    std::string name;
    std::string chapters;  ///< what it expects
    test::LineCall call;
};

std::vector<ChapterRow> chapterRows() {
    constexpr int vpnOctets = 60;  // WireGuard over IPv4
    std::vector<ChapterRow> rows;
    const auto add = [&](const char* name, int kilobits, int tunnel, const char* chapters) {
        ChapterRow row{name, chapters, {}};
        row.call.capacity = {{core::Milliseconds(0), kilobits * 1000.0}};
        row.call.tunnelOctets = tunnel;
        rows.push_back(std::move(row));
    };
    add("desktop, 125 kbit/s", 125, 0, "no video");
    add("desktop, 125 kbit/s by VPN", 125, vpnOctets, "no video");
    add("desktop, 384 kbit/s", 384, 0, "512x288 at 30");
    add("desktop, 384 kbit/s by VPN", 384, vpnOctets, "512x288 at 30");
    add("desktop, 1000 kbit/s", 1000, 0, "1024x576 at 30");
    add("desktop, 1000 kbit/s by VPN", 1000, vpnOctets, "");
    add("desktop, 2000 kbit/s", 2000, 0, "1280x720 at 30");
    add("desktop, 2000 kbit/s by VPN", 2000, vpnOctets, "");
    add("Android, 256 kbit/s", 256, 0, "256x144 at 15");
    add("Android, 384 kbit/s", 384, 0, "640x360 at 15");
    add("iOS, 290 kbit/s", 290, 0, "256x144 at 20");
    add("iOS, 415 kbit/s", 415, 0, "640x360 at 20");
    add("iOS, 1024 kbit/s", 1024, 0, "1280x720 at 20");
    ChapterRow steps{"RFC 8867, 5.1 with the coder", "", {}};
    steps.call.duration = core::Milliseconds(100'000);
    steps.call.delay = core::Milliseconds(50);
    steps.call.capacity = {{core::Milliseconds(0), 1e6},
                           {core::Milliseconds(40'000), 2.5e6},
                           {core::Milliseconds(60'000), 0.6e6},
                           {core::Milliseconds(80'000), 1e6}};
    rows.push_back(std::move(steps));
    return rows;
}

bool measure(const ChapterRow& row, const std::string& folder) {
    const auto outcome = test::run(row.call);
    const auto shown = outcome.isTooNarrow ? std::string("no video")
                                           : std::to_string(outcome.size.width) + "x" +
                                                 std::to_string(outcome.size.height);
    std::printf(
        "%-32s chapter %-15s ours %-9s at %4.1f  after %4.1f s  line %4.0f kbit/s  queue p95 "
        "%3.0f ms, most %3.0f  sound lost %.1f %%\n",
        row.name.c_str(), row.chapters.c_str(), shown.c_str(), outcome.frames,
        outcome.isTooNarrow ? outcome.narrowAfter : outcome.settled, outcome.carried / 1000,
        outcome.queue95, outcome.queueMost, 100.0 * outcome.soundLost / outcome.soundSent);
    std::fflush(stdout);
    if (folder.empty()) return true;
    test::Scenario scenario;
    scenario.name = row.name;
    scenario.duration = row.call.duration;
    scenario.flows = {{}};
    test::Outcome drawn;
    for (const auto& moment : outcome.moments) {
        drawn.samples.push_back({moment.seconds,
                                 moment.capacity,
                                 moment.queueMilliseconds,
                                 {moment.target},
                                 {moment.carried}});
    }
    return bench::plot(scenario, drawn, fileOf(folder, row.name));
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const std::string folder = argc > 1 ? argv[1] : "";
    if (!measureCases(folder)) {
        std::fprintf(stderr, "bench: nothing can be written into %s\n", folder.c_str());
        return 1;
    }
    std::printf("goals for 5.1: utilisation over 0.900, queue under 60 ms, up 8 s, down 3 s\n");
    for (const auto& row : chapterRows()) {
        if (!measure(row, folder)) {
            std::fprintf(stderr, "bench: nothing can be written into %s\n", folder.c_str());
            return 1;
        }
    }
}
