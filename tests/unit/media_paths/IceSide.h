// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "SimulatedNetwork.h"
#include "media/paths/IceAgent.h"
#include "media/paths/ReflexiveGatherer.h"

namespace sidetone::test {

/// One program in the simulated network: an agent with its sockets, and what it went through.
class IceSide final : public media::IceSender {
public:
    struct Sent {
        core::Instant time;
        media::TransportAddress to;
        std::vector<std::uint8_t> octets;
    };

    IceSide(VirtualClock& clock, SimulatedNetwork& network, core::Random& random,
            media::IceSettings settings);
    /// A host address behind a NAT, or -1 for none.
    void open(std::string_view host, int port, int nat, int component = 1,
              std::uint16_t preference = 65535);
    /// An address that a relay would give: directly in the network.
    void openRelay(std::string_view host, int port);
    /// Asks a server from each host address.
    void gather(const media::TransportAddress& server);
    /// Takes the other side's description, through the form that it has in SDP.
    core::Status start(const IceSide& other);
    /// Sends octets that are no STUN over the chosen way.
    void sendData(int component = 1);
    /// The addresses are gone.
    void leave();

    void send(const media::TransportAddress& base, const media::TransportAddress& to,
              std::span<const std::uint8_t> datagram) override;

    std::vector<Sent> sent;
    std::vector<media::IceState> states;
    std::vector<media::IcePath> paths;
    int dataReceived = 0;
    media::IceAgent agent;

private:
    void listen(const media::TransportAddress& address, int nat);

    VirtualClock& clock_;
    SimulatedNetwork& network_;
    media::ReflexiveGatherer gatherer_;
    std::vector<media::TransportAddress> bases_;
    std::vector<media::TransportAddress> all_;
};

}  // namespace sidetone::test
