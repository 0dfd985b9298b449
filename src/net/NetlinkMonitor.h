// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Clock.h"
#include "core/Result.h"
#include "net/NetworkMonitor.h"

namespace sidetone::net {

struct NetlinkSettings {
    std::string resolvConf = "/etc/resolv.conf";
    /// Changes come in bursts (link, address, route, name servers): told after this much quiet,
    /// and at the latest after four times of it.
    core::Milliseconds quiet{250};
    /// How often resolv.conf is looked at; the kernel does not tell of files in other mounts.
    core::Milliseconds fileLook{1'000};
};

/// NetworkMonitor by rtnetlink(7), in the Qt event loop. It sees the network namespace in which
/// it was made.
class NetlinkMonitor final : public NetworkMonitor {
public:
    /// Unsupported where the kernel gives no netlink socket. The clock must outlive it.
    [[nodiscard]] static core::Result<std::unique_ptr<NetlinkMonitor>> create(
        core::Clock& clock, NetlinkSettings settings = {});
    ~NetlinkMonitor() override;
    NetlinkMonitor(const NetlinkMonitor&) = delete;
    NetlinkMonitor& operator=(const NetlinkMonitor&) = delete;

    [[nodiscard]] const NetworkState& state() const override;

private:
    class Watch;
    NetlinkMonitor();
    std::unique_ptr<Watch> watch_;
};

}  // namespace sidetone::net
