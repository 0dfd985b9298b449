// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Task.h"

namespace sidetone::signin {

/// One place where a browser comes back to after a sign-on (RFC 8252 7). It closes when it is
/// destroyed.
class Redirect {
public:
    virtual ~Redirect() = default;
    /// What the authorisation server is told: "http://127.0.0.1:49321/Zx8..." or
    /// "ciscojabber://oauth".
    [[nodiscard]] virtual std::string uri() const = 0;
    /// The parameters with which the browser came, as they stood behind ? or #: "code=...&
    /// state=...". Once. Whoever waits checks the state.
    [[nodiscard]] virtual core::Task<std::string> parameters() = 0;
};

/// Makes them; handed in, so that tests use others.
class Redirects {
public:
    virtual ~Redirects() = default;
    /// At this machine's loopback address, at a port and path that nobody can guess.
    [[nodiscard]] virtual core::Result<std::unique_ptr<Redirect>> loopback() = 0;
    /// By the link ciscojabber://oauth, which the desktop opens with this program: for servers
    /// that know only that one (provisioning contract EMU-13).
    [[nodiscard]] virtual core::Result<std::unique_ptr<Redirect>> link() = 0;
};

}  // namespace sidetone::signin
