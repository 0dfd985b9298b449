// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/Clock.h"
#include "core/Random.h"
#include "core/Result.h"
#include "media/paths/LongTermRequests.h"
#include "media/paths/TransportAddress.h"

namespace sidetone::media {

/// How the server is reached. To other sides it always relays UDP.
enum class TurnTransport { Udp, Stream };

struct TurnSettings {
    LongTermRequests::Credentials credentials;
    TurnTransport transport = TurnTransport::Udp;
    AddressFamily family = AddressFamily::Ipv4;  ///< of the address at the relay
};

/// What the server gave.
struct TurnAllocation {
    TransportAddress relayed;  ///< where others reach us
    TransportAddress mapped;   ///< as which address the server sees us
};

/// Called from receive() or a timer. `onFailed` may destroy the client, the others may not.
struct TurnEvents {
    std::function<void(const TurnAllocation&)> onAllocated;
    /// The allocation was refused or is gone; a server that sends us elsewhere names that.
    std::function<void(const core::Error&, std::optional<TransportAddress> alternate)> onFailed;
    std::function<void(const TransportAddress& peer, std::span<const std::uint8_t>)> onData;
    /// A channel that bindChannel() asked for is there, or was refreshed.
    std::function<void(const TransportAddress& peer, std::uint16_t number)> onChannel = {};
};

/// A relayed address at a TURN server (RFC 8656): allocation, permissions, channels, data. It owns
/// no socket: what goes to the server is handed out, what comes from it handed in. One thread.
///
/// Idle --allocate()--> Allocating --granted--> Allocated --release()--> Ended
/// Allocating --refused, silent--> Ended; Allocated --a refresh failed--> Ended
class TurnClient {
public:
    enum class State { Idle, Allocating, Allocated, Ended };

    TurnClient(core::Clock& clock, core::Random& random, TurnSettings settings,
               StunTransaction::Send send, TurnEvents events);

    void allocate();
    /// Gives the address back; nothing comes any more.
    void release();
    /// Lets a peer's host send to us (RFC 8656, section 9) and keeps that alive.
    void permit(const TransportAddress& peer);
    /// A channel of its own for a peer (section 12): 4 octets for each datagram instead of 36 or
    /// more. At most 4096. Kept alive.
    void bindChannel(const TransportAddress& peer);
    /// Sends to a peer, whom it permits where that has not been asked; the first datagrams wait for
    /// it, at most 32.
    void send(const TransportAddress& peer, std::span<const std::uint8_t> octets);
    /// One message or channel data from the server; over a stream, as TurnStream cuts it. False: it
    /// is none of TURN's.
    bool receive(std::span<const std::uint8_t> datagram);
    [[nodiscard]] State state() const { return state_; }

private:
    struct Permission {
        bool isGranted = false;
        core::Timer refresh;
    };
    struct Channel {
        std::uint16_t number = 0;
        bool isBound = false;
        core::Timer refresh;
    };
    struct Waiting {
        TransportAddress peer;
        std::vector<std::uint8_t> octets;
    };
    void allocated(const StunOutcome& outcome);
    void refreshAfter(std::uint32_t seconds);
    void refresh();
    void askPermission(const TransportAddress& host);
    void askChannel(const TransportAddress& peer);
    void flush(const TransportAddress& host);
    void transmit(const TransportAddress& peer, std::span<const std::uint8_t> octets);
    [[nodiscard]] bool receiveChannel(std::span<const std::uint8_t> datagram);
    void receiveData(const StunMessage& message);
    void end(const core::Error& error, std::optional<TransportAddress> alternate);
    void stop();

    core::Clock& clock_;
    core::Random& random_;
    const TurnSettings settings_;
    const StunTransaction::Send send_;
    const TurnEvents events_;
    LongTermRequests requests_;
    State state_ = State::Idle;
    std::map<TransportAddress, Permission> permissions_;  ///< by host, port 0
    std::map<TransportAddress, Channel> channels_;        ///< by peer
    std::vector<Waiting> waiting_;
    core::Timer refresh_;
};

}  // namespace sidetone::media
