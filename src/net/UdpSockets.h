// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/Datagrams.h"

namespace sidetone::net {

/// Datagrams over the system's sockets, in the Qt event loop.
class UdpSockets final : public DatagramFactory {
public:
    [[nodiscard]] core::Result<std::unique_ptr<DatagramSocket>> bind(const Endpoint& local,
                                                                     int dscp) override;
    [[nodiscard]] std::string localAddressTowards(const Endpoint& remote) const override;
};

}  // namespace sidetone::net
