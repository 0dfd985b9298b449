// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "core/Clock.h"
#include "signin/Trace.h"

namespace sidetone::signin {

/// What a step has to tell when it ends.
struct Evidence {
    Verdict verdict = Verdict::Done;
    std::string asked;
    std::string answer;
    std::string why;
    std::optional<core::Error> error;  ///< where the verdict is Failed
};

/// Writes the trace of one sign-in. The steps of the plan write here, and afterwards whoever
/// signs in to XMPP and SIP appends to the same trace. Protocol thread.
class TraceRecorder {
public:
    using StepId = std::size_t;

    /// The clock must outlive the recorder; time counts from now on.
    TraceRecorder(const core::Clock& clock, std::string address);

    /// Called after each change, from inside begin(), finish() and decide(); it must not destroy
    /// the recorder.
    void setChanged(std::function<void()> changed) { changed_ = std::move(changed); }

    /// A step starts. `name` is for machines and stable, `title` for people.
    StepId begin(std::string name, std::string title, std::string asked = {});
    /// The step ends; a second end of the same step is ignored. An empty `asked` keeps the one
    /// of the beginning.
    void finish(StepId step, Evidence evidence);
    /// A step that never runs, and why.
    void skip(std::string name, std::string title, std::string why);
    /// How it ended: the one sentence, or empty where all is well.
    void decide(std::optional<core::Error> error);

    [[nodiscard]] const Trace& trace() const { return trace_; }

private:
    [[nodiscard]] core::Milliseconds sinceStart() const;
    void tell() const;

    const core::Clock& clock_;
    core::Instant start_;
    Trace trace_;
    std::function<void()> changed_;
};

}  // namespace sidetone::signin
