// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "core/Result.h"
#include "net/Endpoint.h"

namespace sidetone::net {

/// A UDP socket for signalling (media has its own, on its own thread). Protocol thread.
class DatagramSocket {
public:
    using Received = std::function<void(std::string_view bytes, const Endpoint& from)>;
    virtual ~DatagramSocket() = default;
    virtual void setReceived(Received received) = 0;
    /// Unreachable or Refused where the system says so at once.
    virtual core::Status send(std::string_view bytes, const Endpoint& to) = 0;
    [[nodiscard]] virtual Endpoint localEndpoint() const = 0;
};

class DatagramFactory {
public:
    virtual ~DatagramFactory() = default;
    /// Binds to a local address (numeric; empty for any) and port (0: any outside the media
    /// range), marked with the code point.
    [[nodiscard]] virtual core::Result<std::unique_ptr<DatagramSocket>> bind(const Endpoint& local,
                                                                             int dscp) = 0;
    /// The local address that the system would use towards this one; empty where there is none.
    [[nodiscard]] virtual std::string localAddressTowards(const Endpoint& remote) const = 0;
};

}  // namespace sidetone::net
