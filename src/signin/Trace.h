// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Error.h"

namespace sidetone::signin {

enum class Verdict {
    Running,
    Done,      ///< the step got what it wanted
    NotThere,  ///< it got a clear "no" that decides something (no such record)
    Failed,
    Skipped,  ///< another step's result made it needless; `why` says so
};

/// What one step of the sign-in did, as data: shown in the window, printed by `explain`, put in
/// the problem report, compared by tests (NONE-02). No field may hold a secret.
struct TraceStep {
    std::string name;    ///< stable, for machines: "srv-cisco-uds", "home-cluster"
    std::string title;   ///< for people: "Looking up _cisco-uds._tcp.office.example"
    std::string asked;   ///< what was sent to whom
    std::string answer;  ///< what came back
    std::string why;     ///< what was decided of it
    Verdict verdict = Verdict::Running;
    core::Milliseconds started{0};  ///< since the sign-in began
    core::Milliseconds took{0};
    std::optional<core::Error> error;  ///< where it failed
};

/// The whole of one sign-in, in the order in which the steps began.
struct Trace {
    std::string address;
    std::vector<TraceStep> steps;
    core::Milliseconds took{0};
    /// The one thing to tell the person; empty while all is well.
    std::optional<core::Error> verdict;
};

[[nodiscard]] std::string_view name(Verdict verdict);

}  // namespace sidetone::signin
