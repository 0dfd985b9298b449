// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/StepRunner.h"

#include <algorithm>
#include <utility>

#include "signin/discovery/remember.h"
#include "signin/words.h"

namespace sidetone::signin {

StepRunner::StepRunner(Context context, std::shared_ptr<TraceRecorder> recorder)
    : context_(std::move(context)), recorder_(std::move(recorder)) {
    append(discovery());
    wayBegin_ = entries_.size();
    if (context_.ports.questions == nullptr) return;
    questions_ = std::make_unique<DeadlineQuestions>(
        *context_.ports.questions, [this] { pauseDeadline(); },
        [this] {
            if (!hasFinished_) startDeadline();
        });
    context_.ports.questions = questions_.get();
}

void StepRunner::startDeadline() {
    deadlineBegan_ = context_.ports.clock.now();
    deadline_ = context_.ports.clock.after(timeLeft_, [this] { outOfTime(); });
}

void StepRunner::pauseDeadline() {
    const core::Milliseconds gone(context_.ports.clock.millisecondsSince(deadlineBegan_));
    timeLeft_ = std::max(core::Milliseconds(0), timeLeft_ - gone);
    deadline_.stop();
}

void StepRunner::followWay() {
    if (planned_ == context_.found.way) return;
    planned_ = context_.found.way;
    for (std::size_t i = wayBegin_; i < entries_.size(); ++i) drop(entries_[i]);
    wayBegin_ = entries_.size();
    append(planned_ ? stepsOf(*planned_, context_.options.purpose) : chooseAgain());
}

void StepRunner::append(Plan steps) {
    for (auto& step : steps) {
        Entry entry;
        entry.step = std::move(step);
        entries_.push_back(std::move(entry));
    }
}

/// A step of a way that was given up: what has not begun never will, what runs is stopped.
void StepRunner::drop(Entry& entry) {
    if (entry.state == State::Ended) return;
    const bool wasRunning = std::exchange(entry.state, State::Ended) == State::Running;
    entry.owner->cancelAll();
    entry.step.reset();
    if (!wasRunning) return;
    Evidence evidence;
    evidence.verdict = Verdict::Skipped;
    evidence.why = "Another way was chosen.";
    recorder_->finish(entry.traced, std::move(evidence));
}

core::Task<Deployment> StepRunner::run() {
    auto task = promise_.task();
    promise_.onCancel([this] { stopAll("the sign-in was cancelled"); });
    const auto& old = context_.remembered;
    if (old && context_.ports.addresses != nullptr && old->network == context_.network) {
        context_.ports.addresses->learn(old->hosts);
    }
    timeLeft_ = context_.options.deadline;
    startDeadline();
    advance();
    return task;
}

/// Starts what may start, again and again: a step may end inside its start.
void StepRunner::advance() {
    hasChanged_ = true;
    if (isAdvancing_) return;
    isAdvancing_ = true;
    while (std::exchange(hasChanged_, false)) {
        for (auto& entry : entries_) {
            if (!hasFinished_ && mayStart(entry)) start(entry);
        }
    }
    isAdvancing_ = false;
    const bool isOver = std::all_of(entries_.begin(), entries_.end(), [](const auto& e) {
        return e.state == State::Ended || !e.step->isAwaited();
    });
    if (isOver && planned_) finish({});
}

bool StepRunner::mayStart(const Entry& entry) const {
    if (entry.state != State::Waiting || !entry.step->isReady(context_)) return false;
    const auto needs = entry.step->needs();
    return std::all_of(needs.begin(), needs.end(), [this](std::string_view needed) {
        // The last one of that name: an earlier way may have had the same step.
        const auto found = std::find_if(entries_.rbegin(), entries_.rend(), [&](const auto& e) {
            return e.step && e.step->name() == needed;
        });
        return found == entries_.rend() || found->state == State::Ended;
    });
}

void StepRunner::start(Entry& entry) {
    entry.state = State::Running;
    entry.traced = recorder_->begin(std::string(entry.step->name()), entry.step->title(context_));
    const auto& found = context_.found;
    const bool isProved = context_.password || found.tokens || !found.cloudSession.isEmpty();
    if (entry.step->needsPassword() && !isProved) {
        stepEnded(entry, withoutPassword(*entry.step));
        return;
    }
    entry.step->start(context_).then(*entry.owner, [this, &entry](core::Result<Evidence> told) {
        if (told) {
            stepEnded(entry, std::move(*told));
            return;
        }
        Evidence evidence;
        evidence.verdict = Verdict::Failed;
        evidence.error = told.error();
        stepEnded(entry, std::move(evidence));
    });
}

/// Explaining goes on without what only the password opens; signing in cannot.
Evidence StepRunner::withoutPassword(const Step& step) const {
    Evidence evidence;
    evidence.verdict = Verdict::Skipped;
    evidence.why = "This needs the password, which was not given.";
    if (context_.options.purpose == Purpose::Explain || !step.isEssential()) return evidence;
    evidence.verdict = Verdict::Failed;
    evidence.error = core::fail(core::ErrorCode::Unauthorised, "Signing in " + context_.typed,
                                "a password is needed: there is no single sign-on here",
                                "Type the password of your work account.");
    return evidence;
}

void StepRunner::stepEnded(Entry& entry, Evidence evidence) {
    entry.state = State::Ended;
    const auto error = evidence.error;
    const bool isFatal = evidence.verdict == Verdict::Failed && entry.step->isEssential();
    recorder_->finish(entry.traced, std::move(evidence));
    log(recorder_->trace().steps[entry.traced]);
    if (isFatal) {
        finish(error);
    } else {
        followWay();
        advance();
    }
}

void StepRunner::outOfTime() {
    std::string waiting;
    for (const auto& step : recorder_->trace().steps) {
        if (step.verdict != Verdict::Running) continue;
        waiting += (waiting.empty() ? "" : "; ") + step.title;
    }
    finish(core::fail(core::ErrorCode::Timeout, "Signing in " + context_.typed,
                      "it was not done after " + inUnits(context_.options.deadline) +
                          (waiting.empty() ? "" : " (" + waiting + ")"),
                      "Check the network connection and try again."));
}

/// The result is told from the clock's loop: whoever gets it may destroy this, and a step's code
/// may still be running below here.
void StepRunner::finish(std::optional<core::Error> error) {
    if (std::exchange(hasFinished_, true)) return;
    stopAll(error ? "The sign-in has ended before." : "Not needed any more.");
    recorder_->decide(error);
    farewell_ = context_.ports.clock.after(core::Milliseconds(0), [this, error] {
        const auto promise = promise_;
        if (error) {
            promise.settle(*error);
        } else {
            context_.found.remembered = rememberedOf(context_);
            promise.settle(deploymentOf(context_.found));
        }
    });
}

void StepRunner::stopAll(const std::string& why) {
    hasFinished_ = true;
    for (auto& entry : entries_) entry.owner->cancelAll();
    deadline_.stop();
    for (auto& entry : entries_) {
        if (entry.state != State::Running) continue;
        entry.state = State::Ended;
        Evidence evidence;
        evidence.verdict = Verdict::Skipped;
        evidence.why = why;
        recorder_->finish(entry.traced, std::move(evidence));
    }
}

void StepRunner::log(const TraceStep& step) const {
    const auto text = step.name + ": " + std::string(signin::name(step.verdict)) + " in " +
                      inUnits(step.took) + "; " + step.answer + "; " +
                      (step.error ? step.error->sentence() : step.why);
    context_.ports.log.write(
        step.verdict == Verdict::Failed ? core::LogLevel::Warning : core::LogLevel::Info, "signin",
        text);
}

}  // namespace sidetone::signin
