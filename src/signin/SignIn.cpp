// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/SignIn.h"

#include <utility>

#include "signin/StepRunner.h"

namespace sidetone::signin {

namespace {

Context contextOf(SignInPorts ports, SignInOptions options, SignInRequest request) {
    Context context{ports,
                    options,
                    request.address,
                    std::move(request.password),
                    std::move(request.refreshToken),
                    {},
                    {},
                    {}};
    context.network = std::move(request.network);
    context.remembered = std::move(request.remembered);
    context.found.settings = std::move(request.settings);
    context.found.phoneUser = std::move(request.phoneUser);
    context.found.phonePassword = std::move(request.phonePassword);
    return context;
}

}  // namespace

/// What a SignIn holds once it runs.
class SignIn::Run {
public:
    Run(SignInPorts ports, SignInOptions options, SignInRequest request)
        : recorder(std::make_shared<TraceRecorder>(ports.clock, request.address)),
          runner(contextOf(ports, options, std::move(request)), recorder) {}

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
    SignInRequest request;
    request.address = address;
    request.password = std::move(password);
    return run(std::move(request));
}

core::Task<Deployment> SignIn::run(SignInRequest request) {
    using Outcome = core::Task<Deployment>;
    if (run_) {
        return Outcome::ready(core::fail(core::ErrorCode::Busy, "Signing in " + request.address,
                                         "this sign-in has been used already"));
    }
    if (request.password) ports_.log.hide(*request.password);
    if (request.phonePassword) ports_.log.hide(*request.phonePassword);
    run_ = std::make_shared<Run>(ports_, options_, std::move(request));
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
