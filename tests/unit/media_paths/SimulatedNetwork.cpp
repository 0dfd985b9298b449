// SPDX-License-Identifier: GPL-3.0-or-later
#include "SimulatedNetwork.h"

#include <algorithm>

#include "media/paths/StunMessage.h"

namespace sidetone::test {

void SimulatedNetwork::setDelay(core::Milliseconds least, core::Milliseconds most) {
    least_ = least;
    most_ = most;
}

int SimulatedNetwork::addNat(NatKind kind, std::string_view publicHost) {
    Nat nat;
    nat.kind = kind;
    nat.publicHost = Address::of(publicHost, 0).value();
    nats_.push_back(std::move(nat));
    return static_cast<int>(nats_.size()) - 1;
}

void SimulatedNetwork::open(const Address& address, int nat, Receive receive) {
    sockets_[address] = {nat, std::move(receive)};
}

void SimulatedNetwork::addStunServer(const Address& address) {
    open(address, -1, [this, address](const Address& from, std::span<const std::uint8_t> octets) {
        const auto request = media::parseStun(octets);
        if (!request || request->kind() != media::StunClass::Request) return;
        media::StunMessage answer(media::StunClass::Success, request->method(), request->id());
        answer.addAddress(media::StunType::XorMappedAddress, from);
        send(address, from, answer.write());
    });
}

void SimulatedNetwork::send(const Address& from, const Address& to,
                            std::span<const std::uint8_t> datagram) {
    const auto sender = sockets_.find(from);
    if (sender == sockets_.end()) return;
    const int nat = sender->second.nat;
    const auto neighbour = sockets_.find(to);
    const bool isNeighbour = neighbour != sockets_.end() && neighbour->second.nat == nat;
    Address source = from;
    if (nat >= 0 && !isNeighbour) {
        auto& mapping = mappingOf(nats_[static_cast<std::size_t>(nat)], from, to);
        mapping.sentTo.insert(to);
        source = mapping.outside;
    }
    if (random_.below(100) < loss_) return;
    const auto range = static_cast<std::uint64_t>((most_ - least_).count()) + 1;
    const auto delay = least_ + core::Milliseconds(static_cast<std::int64_t>(random_.below(range)));
    const auto id = nextId_++;
    underWay_[id] = clock_.after(delay, [this, id, source, to, isNeighbour,
                                         octets = Datagram(datagram.begin(), datagram.end())] {
        const auto ended = underWay_.extract(id);  // until the end of this call
        if (isNeighbour) {
            deliver(source, to, octets);
        } else if (const auto* inside = insideOf(to, source)) {
            deliver(source, *inside, octets);
        }
    });
}

SimulatedNetwork::Mapping& SimulatedNetwork::mappingOf(Nat& nat, const Address& inside,
                                                       const Address& to) {
    const bool isSymmetric = nat.kind == NatKind::Symmetric;
    for (auto& mapping : nat.mappings) {
        if (mapping.inside == inside && (!isSymmetric || mapping.symmetricTo == to)) return mapping;
    }
    Mapping mapping{inside, nat.publicHost, to, {}};
    mapping.outside.port = nat.nextPort++;
    return nat.mappings.emplace_back(std::move(mapping));
}

bool SimulatedNetwork::letsIn(const Nat& nat, const Mapping& mapping, const Address& from) {
    switch (nat.kind) {
        case NatKind::FullCone:
            return true;
        case NatKind::RestrictedCone:
            return std::any_of(mapping.sentTo.begin(), mapping.sentTo.end(),
                               [&](const auto& to) { return to.hasSameHost(from); });
        case NatKind::PortRestricted:
        case NatKind::Symmetric:
            return mapping.sentTo.contains(from);
    }
    return false;
}

const SimulatedNetwork::Address* SimulatedNetwork::insideOf(const Address& to,
                                                            const Address& from) const {
    const auto socket = sockets_.find(to);
    if (socket != sockets_.end()) return socket->second.nat < 0 ? &socket->first : nullptr;
    for (const auto& nat : nats_) {
        for (const auto& mapping : nat.mappings) {
            if (mapping.outside == to) {
                return letsIn(nat, mapping, from) ? &mapping.inside : nullptr;
            }
        }
    }
    return nullptr;
}

void SimulatedNetwork::deliver(const Address& from, const Address& to, const Datagram& datagram) {
    const auto socket = sockets_.find(to);
    if (socket == sockets_.end()) return;
    ++delivered_;
    const auto receive = socket->second.receive;  // the socket may be closed in there
    receive(from, datagram);
}

}  // namespace sidetone::test
