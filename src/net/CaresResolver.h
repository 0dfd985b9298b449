// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "net/Resolver.h"

namespace sidetone::net {

/// Which name servers, and how patiently.
struct ResolverSettings {
    /// "address" or "address:port" ("[address]:port" for IPv6). Empty: the system's.
    std::vector<std::string> nameServers;
    /// Where the system writes its name servers. It is looked at before each question, and again
    /// when a question got no answer, so that a change of network counts at once (DISC-24).
    std::string systemFile = "/etc/resolv.conf";
    core::Milliseconds tryTimeout{700};  ///< of the first try; c-ares doubles it for the second
    int tries = 2;                       ///< rounds over all name servers
};

/// The Resolver on c-ares, in the Qt event loop. Any number of questions at once; nothing
/// blocks. A silent name server costs 2.1 s with the defaults.
class CaresResolver final : public Resolver {
public:
    explicit CaresResolver(ResolverSettings settings = {});
    ~CaresResolver() override;
    CaresResolver(const CaresResolver&) = delete;
    CaresResolver& operator=(const CaresResolver&) = delete;

    [[nodiscard]] core::Task<std::vector<SrvRecord>> srv(std::string name) override;
    [[nodiscard]] core::Task<std::vector<std::string>> addresses(std::string host) override;
    [[nodiscard]] std::vector<std::string> nameServers() const override;

private:
    class Work;
    std::unique_ptr<Work> work_;
};

}  // namespace sidetone::net
