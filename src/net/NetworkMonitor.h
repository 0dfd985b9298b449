// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "net/NetworkState.h"

namespace sidetone::net {

/// One change of the network, after it has been quiet for a moment.
struct NetworkChange {
    NetworkState before;
    NetworkState after;
    /// Another network, or none: caches of the old one do not hold, inside and outside must be
    /// told apart again. False where only this machine's address changed in the same network:
    /// connections are lost all the same.
    bool isOtherNetwork = false;
    /// Addresses of `before` that are gone: connections from them are dead.
    [[nodiscard]] std::vector<std::string> lostAddresses() const;
    /// What changed, for traces: "eth0 lost 10.1.2.3/24; name servers are now 10.9.0.53:53".
    [[nodiscard]] std::string text() const;
};

/// Watches links, addresses, routes and the name servers of this machine (NET-01, DISC-24).
/// Protocol thread; listeners are called from the event loop.
///
/// What to do at a change, in this order:
/// 1. `after.isConnected()` false: say "offline", let timers of reconnecting rest, keep calls and
///    windows as they are; nothing else.
/// 2. Connections from `lostAddresses()` are dead: drop them now, not at their time-outs;
///    so are HTTP connections that were kept for later (CurlHttpClient::forgetConnections()).
/// 3. Ask the system's proxies again (SystemProxyPolicy::reload()).
/// 4. probePortal(), where it is switched on. A portal: say so with its address, wait for
///    the next change or the next check; sign-in would only meet the portal's answers.
/// 5. `isOtherNetwork`: look for the services again, without the caches of the old fingerprint
///    (chapter, "How the Client Discovers Available Services", step 2). Same verdict and same
///    servers: reconnect what was lost. Another verdict: sign in again by the new way with the
///    credentials that are there; calls live on while their addresses do.
/// 6. Otherwise: reconnect what was lost, at once and without the wait of a failed attempt.
class NetworkMonitor {
public:
    using Listener = std::function<void(const NetworkChange&)>;

    /// Ends the listening when it goes away. It may outlive the monitor.
    class Subscription {
    public:
        Subscription() = default;
        explicit Subscription(std::shared_ptr<void> keep) : keep_(std::move(keep)) {}
        void stop() { keep_.reset(); }

    private:
        std::shared_ptr<void> keep_;
    };

    virtual ~NetworkMonitor() = default;
    /// What was seen last; never stale by more than the quiet time.
    [[nodiscard]] virtual const NetworkState& state() const = 0;
    /// Calls for each change from now on.
    [[nodiscard]] Subscription listen(Listener listener);

protected:
    /// For implementations: tells all listeners.
    void tell(const NetworkChange& change);

private:
    struct Listeners {
        std::map<std::uint64_t, Listener> all;
        std::uint64_t next = 0;
    };
    std::shared_ptr<Listeners> listeners_ = std::make_shared<Listeners>();
};

/// The difference as a change.
[[nodiscard]] NetworkChange changeBetween(NetworkState before, NetworkState after);

}  // namespace sidetone::net
