// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "net/NetworkMonitor.h"

namespace sidetone::test {

/// A network that changes when the test says so.
class FakeNetworkMonitor final : public net::NetworkMonitor {
public:
    [[nodiscard]] const net::NetworkState& state() const override { return state_; }

    /// The listeners are called at once, also where nothing differs.
    void becomes(net::NetworkState now) {
        auto before = std::exchange(state_, now);
        tell(net::changeBetween(std::move(before), std::move(now)));
    }

    /// A machine with one link and one name server.
    [[nodiscard]] static net::NetworkState machine(const std::string& address,
                                                   const std::string& nameServer) {
        net::NetworkState state;
        state.links.push_back({2, "eth0", true, false, {address}});
        state.nameServers = {nameServer};
        return state;
    }

private:
    net::NetworkState state_;
};

}  // namespace sidetone::test
