// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "net/Endpoint.h"

namespace sidetone::net {

/// Servers that are reached without the proxy. Entries, of which the first that fits counts:
///   example.com  .example.com  *.example.com   the domain and all below it
///   10.*.1.*  proxy-*.example.com              patterns; a star stands for any text
///   10.0.0.0/8  fd00::/8  10.1.2.3             addresses; names are not looked up for it
///   <local>                                    names without a dot
///   *                                          everything
/// each with ":port" behind, for that port alone. Case does not matter. This machine itself
/// (localhost, 127.0.0.0/8, ::1) is never reached through a proxy.
class BypassList {
public:
    BypassList() = default;
    explicit BypassList(std::vector<std::string> entries);
    /// Entries between commas, semicolons or white space.
    [[nodiscard]] static BypassList parse(const std::string& text);

    /// The entry that fits, for the trace; nothing where the proxy is to be used.
    [[nodiscard]] std::optional<std::string> match(const Endpoint& server) const;
    [[nodiscard]] const std::vector<std::string>& entries() const { return entries_; }

private:
    std::vector<std::string> entries_;
};

}  // namespace sidetone::net
