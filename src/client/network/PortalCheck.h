// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "config/Settings.h"
#include "core/Error.h"
#include "core/Log.h"
#include "core/Task.h"
#include "net/HttpClient.h"

namespace sidetone::client {

/// Why a sign-in failed, after the network was asked as well.
struct PortalAnswer {
    core::Error error;   ///< the sign-in's own, or that the network wants a sign-in first
    std::string portal;  ///< the page to sign in to the network; empty where it wants none
};

/// Whether it is the network that keeps a sign-in from its servers: a hotel's that wants a
/// sign-in of its own. Asks the organisation's page `CaptivePortalUrl`, and only after a failure
/// that may come from there; without that parameter nobody is asked. Protocol thread.
class PortalCheck {
public:
    /// `http` goes by no proxy; both outlive the check.
    PortalCheck(net::HttpClient& http, core::Log& log) : http_(http), log_(log) {}

    /// It never fails. At once where there is nothing to ask, else within 3 s.
    [[nodiscard]] core::Task<PortalAnswer> explain(core::Error error,
                                                   const config::Settings& settings);

private:
    net::HttpClient& http_;
    core::Log& log_;
    core::Owner owner_;
};

}  // namespace sidetone::client
