// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "media/paths/IceAgent.h"
#include "media/paths/PathSocket.h"
#include "media/paths/ReflexiveGatherer.h"
#include "media/paths/TurnClient.h"

namespace sidetone::media {

/// Who helps to find a way.
struct PathServers {
    std::optional<TransportAddress> stun;
    std::optional<TransportAddress> turn;  ///< over UDP
    LongTermRequests::Credentials turnCredentials;
};

enum class PathChoice {
    Any,        ///< whatever works, the most direct first
    RelayOnly,  ///< the other side learns no address of ours but the relay's
};

/// Finds the candidates of one socket (RFC 8445, section 5.1.1) and keeps them alive: its own
/// address, what a STUN server sees of it, and one at a TURN server, whose data it unwraps.
/// Protocol thread.
class PathGatherer {
public:
    struct Events {
        /// All are there, or the time for it is over. Not from inside gather().
        std::function<void()> onDone;
        /// What came for us at the relay.
        std::function<void(const TransportAddress& base, const TransportAddress& from,
                           std::span<const std::uint8_t>)>
            onRelayed;
        /// Packets to that peer can go through the channel.
        std::function<void(const TransportAddress& peer, std::uint16_t channel)> onChannel;
        std::function<void(const core::Error&)> onRelayLost;
    };
    PathGatherer(core::Clock& clock, core::Random& random, PathSocket& socket, IceSender& sender,
                 PathServers servers, Events events);
    ~PathGatherer();

    /// Adds to the agent what it finds for a socket that sends from `base`. True: nothing had to be
    /// asked, and onDone does not come.
    [[nodiscard]] bool gather(IceAgent& agent, const TransportAddress& base, PathChoice choice);
    /// A datagram that came to the socket. False: it is neither of a server's.
    bool receive(const TransportAddress& from, std::span<const std::uint8_t> datagram);
    /// The address at the relay, where there is one.
    [[nodiscard]] const std::optional<TransportAddress>& relayed() const { return relayed_; }
    void sendRelayed(const TransportAddress& to, std::span<const std::uint8_t> datagram);
    void bindChannel(const TransportAddress& peer);
    [[nodiscard]] const std::optional<TransportAddress>& relay() const { return servers_.turn; }

private:
    void allocate(IceAgent& agent);
    void settle();

    core::Clock& clock_;
    core::Random& random_;
    PathSocket& socket_;
    const PathServers servers_;
    const Events events_;
    TransportAddress base_;
    ReflexiveGatherer reflexive_;
    std::unique_ptr<TurnClient> turn_;
    std::optional<TransportAddress> relayed_;
    int open_ = 0;  ///< questions without an answer
    core::Timer deadline_;
};

}  // namespace sidetone::media
