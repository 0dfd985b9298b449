// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Task.h"
#include "net/HttpClient.h"

namespace sidetone::net {

/// Which page is asked for.
struct PortalProbe {
    /// A plain-HTTP page of the organisation; empty: nothing is asked, nobody is told that this
    /// machine is there. Strangers are never asked.
    std::string url;
    /// What the page holds; empty: anything but a redirect will do.
    std::string body;
    core::Milliseconds timeout{3'000};
};

/// What came of a probe.
struct PortalVerdict {
    enum class Kind {
        Open,       ///< the page answered as it should
        Portal,     ///< something else answered in its place
        NoNames,    ///< name servers do not answer: the network is dead or wants a sign-in first
        NoNetwork,  ///< the page's host cannot be reached
        NotAsked    ///< no page is configured
    };
    Kind kind = Kind::NotAsked;
    std::string portal;  ///< where to sign in to the network, for a browser
    std::string text;    ///< which host was asked and what it said, for traces
};

/// Asks the page, without proxies and without following redirects. It never fails. `http` must
/// outlive the task.
[[nodiscard]] core::Task<PortalVerdict> probePortal(HttpClient& http, PortalProbe probe);

}  // namespace sidetone::net
