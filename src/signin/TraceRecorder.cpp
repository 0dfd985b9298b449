// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/TraceRecorder.h"

#include <utility>

namespace sidetone::signin {

TraceRecorder::TraceRecorder(const core::Clock& clock, std::string address)
    : clock_(clock), start_(clock.now()) {
    trace_.address = std::move(address);
}

TraceRecorder::StepId TraceRecorder::begin(std::string name, std::string title, std::string asked) {
    TraceStep step;
    step.name = std::move(name);
    step.title = std::move(title);
    step.asked = std::move(asked);
    step.started = sinceStart();
    trace_.steps.push_back(std::move(step));
    tell();
    return trace_.steps.size() - 1;
}

void TraceRecorder::finish(StepId id, Evidence evidence) {
    if (id >= trace_.steps.size() || trace_.steps[id].verdict != Verdict::Running) return;
    TraceStep& step = trace_.steps[id];
    step.verdict = evidence.verdict;
    if (!evidence.asked.empty()) step.asked = std::move(evidence.asked);
    step.answer = std::move(evidence.answer);
    step.why = std::move(evidence.why);
    step.error = std::move(evidence.error);
    step.took = sinceStart() - step.started;
    trace_.took = sinceStart();
    tell();
}

void TraceRecorder::skip(std::string name, std::string title, std::string why) {
    Evidence evidence;
    evidence.verdict = Verdict::Skipped;
    evidence.why = std::move(why);
    finish(begin(std::move(name), std::move(title)), std::move(evidence));
}

void TraceRecorder::decide(std::optional<core::Error> error) {
    trace_.verdict = std::move(error);
    trace_.took = sinceStart();
    tell();
}

core::Milliseconds TraceRecorder::sinceStart() const {
    return core::Milliseconds(clock_.millisecondsSince(start_));
}

void TraceRecorder::tell() const {
    if (changed_) changed_();
}

}  // namespace sidetone::signin
