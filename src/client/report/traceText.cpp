// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/report/traceText.h"

#include <algorithm>
#include <cstdio>

namespace sidetone::client {
namespace {

const char* markOf(signin::Verdict verdict) {
    switch (verdict) {
        case signin::Verdict::Running:
            return "...";
        case signin::Verdict::Done:
            return "ok ";
        case signin::Verdict::NotThere:
            return "no ";
        case signin::Verdict::Failed:
            return "BAD";
        case signin::Verdict::Skipped:
            return " - ";
    }
    return "?";
}

std::string head(const signin::TraceStep& step) {
    char text[32];
    std::snprintf(text, sizeof text, "%s %5lld ms  ", markOf(step.verdict),
                  static_cast<long long>(step.took.count()));
    return text + step.title + "\n";
}

/// " with messages and calls": what the client would be for this person.
std::string modeOf(const signin::Trace& trace) {
    for (const auto& step : trace.steps) {
        if (step.name != "product-mode" || step.verdict != signin::Verdict::Done) continue;
        if (step.answer == "full") return " with messages and calls";
        if (step.answer == "im-only") return " with messages alone: " + step.why;
        if (step.answer == "phone-only") return " with calls alone: " + step.why;
    }
    return {};
}

/// What went wrong on the way without ending it.
std::string troubleOf(const signin::Trace& trace) {
    for (const auto& step : trace.steps) {
        if (step.error) return " But not all is well. " + step.error->sentence();
    }
    return {};
}

std::string ended(std::string sentence) {
    if (!sentence.ends_with('.')) sentence += '.';
    return sentence;
}

}  // namespace

std::string verdictOf(const signin::Trace& trace) {
    if (trace.verdict) return trace.verdict->sentence();
    const bool leavesOut =
        std::any_of(trace.steps.begin(), trace.steps.end(), [](const signin::TraceStep& step) {
            return step.verdict == signin::Verdict::Skipped &&
                   step.why.find("password") != std::string::npos;
        });
    if (leavesOut) {
        return "Nothing stands in the way of signing in as " + trace.address +
               ", as far as can be seen without the password." + troubleOf(trace);
    }
    return ended("Signing in as " + trace.address + " would succeed" + modeOf(trace)) +
           troubleOf(trace);
}

std::string traceText(const signin::Trace& trace) {
    std::string text = verdictOf(trace) + "\n\n";
    for (const auto& step : trace.steps) {
        text += head(step);
        const auto line = [&text](const char* what, const std::string& said) {
            if (!said.empty()) text += std::string("              ") + what + " " + said + "\n";
        };
        line("asked: ", step.asked);
        line("answer:", step.answer);
        line("so:    ", step.why);
        if (step.error) line("error: ", step.error->sentence());
    }
    return text;
}

}  // namespace sidetone::client
