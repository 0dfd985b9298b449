// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/doctor/Doctor.h"

#include <algorithm>
#include <utility>

#include "client/explain.h"

namespace sidetone::client {

using std::chrono_literals::operator""s;

namespace {

constexpr std::size_t atOnce = 6;
constexpr core::Milliseconds checkLimit = 8s;

}  // namespace

std::string_view name(CheckResult::Level level) {
    switch (level) {
        case CheckResult::Level::Ok:
            return "ok";
        case CheckResult::Level::Warning:
            return "warning";
        case CheckResult::Level::Bad:
            return "bad";
    }
    return "ok";
}

bool Diagnosis::isWell() const {
    return !trace.verdict &&
           std::none_of(results.begin(), results.end(), [](const CheckResult& result) {
               return result.level == CheckResult::Level::Bad;
           });
}

struct Doctor::Parts {
    explicit Parts(Platform& outside) : platform(outside), explanation(outside) {}

    struct Running {
        std::unique_ptr<Check> check;
        core::Timer limit;
        bool isDone = false;
    };

    void explained(core::Result<signin::Trace> trace, const std::string& address) {
        diagnosis.trace = trace ? std::move(*trace) : signin::Trace{};
        if (!trace) diagnosis.trace.verdict = trace.error();
        auto parsed = core::Address::parse(address);
        if (!parsed) return promise.settle(std::move(diagnosis));
        context.emplace(CheckContext{platform.parts(), *parsed, explanation.settings(),
                                     diagnosis.trace, explanation.deployment()});
        auto checks = checksFor(*context);
        running.resize(checks.size());
        results.resize(checks.size());
        for (std::size_t i = 0; i < checks.size(); ++i) running[i].check = std::move(checks[i]);
        startMore();
    }

    void startMore() {
        while (next < running.size() && active < atOnce) start(next++);
        if (active > 0 || next < running.size() || promise.isSettled()) return;
        for (auto& each : results) {
            for (auto& result : each) diagnosis.results.push_back(std::move(result));
        }
        promise.settle(std::move(diagnosis));
    }

    void start(std::size_t index) {
        ++active;
        auto& one = running[index];
        one.limit = platform.clock().after(checkLimit, [this, index] {
            CheckResult late;
            late.check = "time";
            late.title = running[index].check->title();
            late.level = CheckResult::Level::Warning;
            late.sentence = "This was not known after 8 s.";
            ended(index, {late});
        });
        one.check->run(*context, [this, index](std::vector<CheckResult> said) {
            ended(index, std::move(said));
        });
    }

    /// The check may still be running below here, so it is dropped from the event loop.
    void ended(std::size_t index, std::vector<CheckResult> said) {
        auto& one = running[index];
        if (std::exchange(one.isDone, true)) return;
        results[index] = std::move(said);
        one.limit = platform.clock().after(core::Milliseconds(0), [this, index] {
            running[index].check.reset();
            --active;
            startMore();
        });
    }

    Platform& platform;
    Explanation explanation;
    Diagnosis diagnosis;
    std::optional<CheckContext> context;
    std::vector<Running> running;
    std::vector<std::vector<CheckResult>> results;
    std::size_t next = 0;
    std::size_t active = 0;
    core::Promise<Diagnosis> promise;
    core::Owner owner;
};

Doctor::Doctor(Platform& platform) : parts_(std::make_unique<Parts>(platform)) {}
Doctor::~Doctor() = default;

core::Task<Diagnosis> Doctor::run(const std::string& address,
                                  std::optional<core::Secret> password) {
    auto task = parts_->promise.task();
    parts_->explanation.run(address, std::move(password))
        .then(parts_->owner, [parts = parts_.get(), address](core::Result<signin::Trace> trace) {
            parts->explained(std::move(trace), address);
        });
    return task;
}

}  // namespace sidetone::client
