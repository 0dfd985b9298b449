// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <memory>
#include <optional>

#include "signin/DeadlineQuestions.h"
#include "signin/Step.h"
#include "signin/plan.h"

namespace sidetone::signin {

/// Runs a plan: starts each step as soon as those that it needs have ended, records the trace,
/// and ends with the first essential failure, with the last step, or with the deadline, which
/// stands still while the person is asked something.
class StepRunner {
public:
    StepRunner(Context context, std::shared_ptr<TraceRecorder> recorder);
    StepRunner(const StepRunner&) = delete;
    StepRunner& operator=(const StepRunner&) = delete;

    /// Once. Dropping the task ends all steps.
    [[nodiscard]] core::Task<Deployment> run();

private:
    enum class State { Waiting, Running, Ended };
    struct Entry {
        std::unique_ptr<Step> step;  ///< null: it was dropped
        State state = State::Waiting;
        TraceRecorder::StepId traced = 0;
        /// Waits for the step; goes before it, so that a dropped step tells nobody.
        std::unique_ptr<core::Owner> owner = std::make_unique<core::Owner>();
    };
    void append(Plan steps);
    /// Appends the steps of the way that was chosen, or those that choose again where it was
    /// given up; ends the steps of the way before.
    void followWay();
    void drop(Entry& entry);
    void advance();
    [[nodiscard]] bool mayStart(const Entry& entry) const;
    void start(Entry& entry);
    [[nodiscard]] Evidence withoutPassword(const Step& step) const;
    void stepEnded(Entry& entry, Evidence evidence);
    void startDeadline();
    void pauseDeadline();
    void outOfTime();
    void finish(std::optional<core::Error> error);
    void stopAll(const std::string& why);
    void log(const TraceStep& step) const;

    Context context_;
    std::shared_ptr<TraceRecorder> recorder_;
    std::deque<Entry> entries_;  ///< grows at its end; entries stay where they are
    std::size_t wayBegin_ = 0;   ///< the first of the present way's entries
    std::optional<Way> planned_;
    core::Promise<Deployment> promise_;
    bool isAdvancing_ = false;
    bool hasChanged_ = false;
    bool hasFinished_ = false;
    std::unique_ptr<DeadlineQuestions> questions_;
    core::Milliseconds timeLeft_{0};
    core::Instant deadlineBegan_;
    core::Timer deadline_;
    core::Timer farewell_;
};

}  // namespace sidetone::signin
