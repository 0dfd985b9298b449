// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Clock.h"
#include "signin/Redirects.h"
#include "signin/Step.h"
#include "signin/cloud/cloudAnswers.h"

namespace sidetone::signin::cloud {

/// Sends the person's browser to the organisation's sign-on and waits for it to come back with
/// the cloud's token, for ten minutes. Use once; dropping it ends the wait.
class CloudBrowser {
public:
    /// Errors: Unsupported where there is no browser, Cancelled, Timeout, and readSsoReturn()'s.
    [[nodiscard]] core::Task<Token> open(Context& context);

private:
    void show(Context& context);
    void finish(core::Result<Token> outcome);

    std::unique_ptr<Redirect> redirect_;
    std::string state_;
    core::Timer patience_;
    core::Promise<Token> promise_;
    core::Owner owner_;
};

}  // namespace sidetone::signin::cloud
