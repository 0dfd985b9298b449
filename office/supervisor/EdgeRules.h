// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Result.h"
#include "office/supervisor/Layout.h"

namespace sidetone::office {

/// What an administrator sets at the office's edge. It stands in the office's folder and counts
/// from the next request on.
class EdgeRules {
public:
    explicit EdgeRules(const Layout& layout) : layout_(layout) {}

    /// Whether requests to this server inside are let through. The call managers' UDS and files
    /// and people's files on the messaging server are, unless they were forbidden; others only
    /// where they were allowed.
    [[nodiscard]] bool isAllowed(const std::string& host, int port) const;
    /// Changes whenever the sessions are to be forgotten.
    [[nodiscard]] std::string generation() const;

    [[nodiscard]] core::Status allow(const std::string& host) const;
    [[nodiscard]] core::Status forbid(const std::string& host) const;
    /// All nodes forget their cookies.
    [[nodiscard]] core::Status expireCookies() const;

private:
    [[nodiscard]] core::Status note(const std::string& line) const;

    const Layout& layout_;
};

}  // namespace sidetone::office
