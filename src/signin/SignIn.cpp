// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/SignIn.h"

#include <utility>

#include "signin/StepRunner.h"

namespace sidetone::signin {

/// What a SignIn holds once it runs.
class SignIn::Run {
public:
    Run(SignInPorts ports, SignInOptions options, const std::string& address,
        std::optional<core::Secret> password)
        : recorder(std::make_shared<TraceRecorder>(ports.clock, address)),
          runner(Context{ports, options, address, std::move(password), {}}, recorder) {}

    std::shared_ptr<TraceRecorder> recorder;
    StepRunner runner;
};

SignIn::SignIn(SignInPorts ports, SignInOptions options) : ports_(ports), options_(options) {}

SignIn::~SignIn() = default;

void SignIn::onTraceChanged(std::function<void()> changed) {
    changed_ = std::move(changed);
    if (run_) run_->recorder->setChanged(changed_);
}

core::Task<Deployment> SignIn::run(const std::string& address,
                                   std::optional<core::Secret> password) {
    using Outcome = core::Task<Deployment>;
    if (run_) {
        return Outcome::ready(core::fail(core::ErrorCode::Busy, "Signing in " + address,
                                         "this sign-in has been used already"));
    }
    if (password) ports_.log.hide(*password);
    run_ = std::make_shared<Run>(ports_, options_, address, std::move(password));
    run_->recorder->setChanged(changed_);
    return run_->runner.run();
}

const Trace& SignIn::trace() const {
    static const Trace nothing;
    return run_ ? run_->recorder->trace() : nothing;
}

std::shared_ptr<TraceRecorder> SignIn::recorder() const {
    return run_ ? run_->recorder : nullptr;
}

}  // namespace sidetone::signin
