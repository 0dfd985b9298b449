// SPDX-License-Identifier: GPL-3.0-or-later
#include "IceSide.h"

#include <array>

namespace sidetone::test {

using media::TransportAddress;

IceSide::IceSide(VirtualClock& clock, SimulatedNetwork& network, core::Random& random,
                 media::IceSettings settings)
    : agent(clock, random, *this, settings,
            {[this](media::IceState state) { states.push_back(state); },
             [this](int, const media::IcePath& path) { paths.push_back(path); }}),
      clock_(clock),
      network_(network),
      gatherer_(clock, random, *this) {}

void IceSide::listen(const TransportAddress& address, int nat) {
    all_.push_back(address);
    network_.open(address, nat, [this, address](const auto& from, auto octets) {
        if (gatherer_.receive(address, from, octets)) return;
        if (!agent.receive(address, from, octets)) ++dataReceived;
    });
}

void IceSide::open(std::string_view host, int port, int nat, int component,
                   std::uint16_t preference) {
    const auto address = TransportAddress::of(host, static_cast<std::uint16_t>(port)).value();
    listen(address, nat);
    bases_.push_back(address);
    agent.addHost(component, address, preference);
}

void IceSide::openRelay(std::string_view host, int port) {
    const auto address = TransportAddress::of(host, static_cast<std::uint16_t>(port)).value();
    listen(address, -1);
    agent.addRelayed(1, address, address, address);
}

void IceSide::gather(const TransportAddress& server) {
    for (const auto& base : bases_) {
        gatherer_.ask(base, server, [this, base, server](auto address) {
            if (address) agent.addReflexive(1, *address, base, server);
        });
    }
}

core::Status IceSide::start(const IceSide& other) {
    std::vector<media::IceCandidate> candidates;
    for (const auto& candidate : other.agent.candidates()) {
        candidates.push_back(media::parseCandidate(media::formatCandidate(candidate)).value());
    }
    return agent.start(other.agent.credentials(), candidates);
}

void IceSide::sendData(int component) {
    const std::array<std::uint8_t, 12> octets{0x80};
    if (const auto path = agent.path(component)) send(path->base, path->remote, octets);
}

void IceSide::leave() {
    for (const auto& address : all_) network_.close(address);
    bases_.clear();
    all_.clear();
    agent.clearCandidates();
}

void IceSide::send(const TransportAddress& base, const TransportAddress& to,
                   std::span<const std::uint8_t> datagram) {
    sent.push_back({clock_.now(), to, {datagram.begin(), datagram.end()}});
    network_.send(base, to, datagram);
}

}  // namespace sidetone::test
