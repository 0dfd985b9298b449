// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <vector>

#include "VirtualClock.h"
#include "core/Random.h"
#include "media/paths/TransportAddress.h"

namespace sidetone::test {

/// The four kinds of RFC 3489, section 5, which say what a NAT keeps (RFC 4787: mapping) and what
/// it lets in (filtering).
enum class NatKind { FullCone, RestrictedCone, PortRestricted, Symmetric };

/// Machines, NATs before them, and the lines between, in virtual time. The same seed gives the
/// same run.
class SimulatedNetwork {
public:
    using Address = media::TransportAddress;
    using Datagram = std::vector<std::uint8_t>;
    using Receive = std::function<void(const Address& from, std::span<const std::uint8_t>)>;

    SimulatedNetwork(VirtualClock& clock, std::uint64_t seed) : clock_(clock), random_(seed) {}

    void setDelay(core::Milliseconds least, core::Milliseconds most);
    void setLoss(unsigned percent) { loss_ = percent; }
    /// A NAT with a public address; its number.
    int addNat(NatKind kind, std::string_view publicHost);
    /// A socket, directly in the network (nat -1) or behind a NAT, where only those behind the
    /// same one reach its address.
    void open(const Address& address, int nat, Receive receive);
    void close(const Address& address) { sockets_.erase(address); }
    /// A STUN server that answers Binding requests.
    void addStunServer(const Address& address);
    void send(const Address& from, const Address& to, std::span<const std::uint8_t> datagram);
    [[nodiscard]] int delivered() const { return delivered_; }

private:
    struct Mapping {
        Address inside;
        Address outside;
        Address symmetricTo;  ///< of a symmetric NAT: the only destination of this mapping
        std::set<Address> sentTo;
    };
    struct Nat {
        NatKind kind = NatKind::FullCone;
        Address publicHost;
        std::vector<Mapping> mappings;
        std::uint16_t nextPort = 40'000;
    };
    struct Socket {
        int nat = -1;
        Receive receive;
    };
    Mapping& mappingOf(Nat& nat, const Address& inside, const Address& to);
    [[nodiscard]] static bool letsIn(const Nat& nat, const Mapping& mapping, const Address& from);
    [[nodiscard]] const Address* insideOf(const Address& to, const Address& from) const;
    void deliver(const Address& from, const Address& to, const Datagram& datagram);

    VirtualClock& clock_;
    core::SeededRandom random_;
    core::Milliseconds least_{10};
    core::Milliseconds most_{10};
    unsigned loss_ = 0;
    std::vector<Nat> nats_;
    std::map<Address, Socket> sockets_;
    std::map<std::uint64_t, core::Timer> underWay_;
    std::uint64_t nextId_ = 0;
    int delivered_ = 0;
};

}  // namespace sidetone::test
