// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "net/Resolver.h"

namespace sidetone::client {

/// Looks at the records that led to the servers when their time to live ends, and at everything
/// when the configuration is due to be fetched again, so that a fleet follows what its
/// administrator changes (ADM-04; ConfigRefetchInterval). Protocol thread.
class ServiceWatch {
public:
    struct Ports {
        core::Clock& clock;
        net::Resolver& resolver;
        core::Log& log;
    };
    /// One name with the records that were found under it.
    struct Watched {
        std::string name;
        std::vector<net::SrvRecord> records;
        bool isSeen = false;  ///< this name has answered since
    };

    /// `changed`: the records are others now, or the configuration is due.
    ServiceWatch(Ports ports, std::function<void()> changed);

    /// Begins anew with these. Records are asked for when their time to live ends, but no sooner
    /// than after 15 s and no later than after an hour; one that gets no answer is asked for
    /// again.
    void watch(std::vector<Watched> watched, core::Milliseconds refetch);
    void stop();

private:
    void arm();
    void ask();
    void answered(const std::string& name, core::Result<std::vector<net::SrvRecord>> answer);

    Ports ports_;
    std::function<void()> changed_;
    std::vector<Watched> watched_;
    core::Timer next_;
    core::Timer refetch_;
    core::Owner owner_;
};

}  // namespace sidetone::client
