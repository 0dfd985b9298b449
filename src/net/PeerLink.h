// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/Task.h"
#include "net/Endpoint.h"

namespace sidetone::net {

/// A stream of bytes between the devices of two people, with back-pressure both ways. Protocol
/// thread. Handlers are called from the event loop, never from inside a call of ours, so that one
/// may close or drop the link.
class PeerLink {
public:
    struct Handlers {
        /// Bytes arrived. The view is valid during the call.
        std::function<void(std::string_view)> received;
        /// There is room again: unsent() fell below `enough`.
        std::function<void()> drained;
        /// The other side ended it, or it failed; called once, nothing follows.
        std::function<void(core::Error)> closed;
    };
    enum class Reading { Running, Paused };
    /// Who writes waits while more than this is unsent; bytes.
    static constexpr std::size_t enough = 1U << 20U;

    virtual ~PeerLink() = default;
    /// Bytes that came before are handed over then.
    virtual void setHandlers(Handlers handlers) = 0;
    virtual void write(std::string_view bytes) = 0;
    /// Bytes that were written and not yet given to the system.
    [[nodiscard]] virtual std::size_t unsent() const = 0;
    /// Paused: what comes stays with the system, and the other side has to wait.
    virtual void setReading(Reading reading) = 0;
    /// All was written: tells the other side. `closed` comes when it ends its half as well.
    virtual void finish() = 0;
    /// Drops it at once; nothing calls back.
    virtual void close() = 0;
};

/// Waits for links; it ends with the object.
class PeerListener {
public:
    virtual ~PeerListener() = default;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
};

/// Makes links between people's devices, straight and without proxies (XEP-0065). Doubled in tests.
class PeerLinks {
public:
    virtual ~PeerLinks() = default;
    /// Names are resolved. Errors as ConnectionFactory's.
    [[nodiscard]] virtual core::Task<std::shared_ptr<PeerLink>> connect(
        Endpoint place, core::Milliseconds timeout) = 0;
    using Accepted = std::function<void(std::shared_ptr<PeerLink>)>;
    /// At the first free one of `count` ports, on all addresses of this machine; on its loopback
    /// alone where that is all that the addresses name. Busy where none is free.
    [[nodiscard]] virtual core::Result<std::unique_ptr<PeerListener>> listen(
        const std::vector<std::string>& addresses, std::uint16_t firstPort, int count,
        Accepted accepted) = 0;
    /// Numeric addresses of this machine, first the one that leads to that server. Who talks to
    /// a server on this machine alone gets its loopback alone.
    [[nodiscard]] virtual core::Task<std::vector<std::string>> addresses(std::string server) = 0;
};

}  // namespace sidetone::net
