// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/Task.h"

namespace sidetone::net {

/// One SRV record (RFC 2782). A target of "." (the service is decidedly not there) is answered
/// as an empty set.
struct SrvRecord {
    std::string target;  ///< host name, lower case, without the last dot
    std::uint16_t port = 0;
    std::uint16_t priority = 0;
    std::uint16_t weight = 0;
    std::chrono::seconds timeToLive{0};
};

/// Asks the name servers. Answers: the records; NotFound where the name or the type does not
/// exist; Timeout where no server answered; Unavailable where the server failed or refused;
/// BadAnswer where the answer could not be read. The error's `answer` says which server said
/// what. Protocol thread.
class Resolver {
public:
    virtual ~Resolver() = default;
    /// In the order of the answer; ordering by priority and weight is orderByPreference().
    [[nodiscard]] virtual core::Task<std::vector<SrvRecord>> srv(std::string name) = 0;
    /// The host's addresses in numeric form, IPv6 and IPv4, in the order to be tried
    /// (RFC 6724). A numeric host answers itself.
    [[nodiscard]] virtual core::Task<std::vector<std::string>> addresses(std::string host) = 0;
    /// The name servers that are asked, as "address:port", for the trace.
    [[nodiscard]] virtual std::vector<std::string> nameServers() const = 0;
};

}  // namespace sidetone::net
