// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "SimulatedNetwork.h"
#include "core/Secret.h"
#include "media/paths/StunMessage.h"

namespace sidetone::test {

/// A TURN server in the simulated network: long-term credentials, one relayed address a client,
/// permissions and channels with the lives of RFC 8656.
class SimulatedRelay {
public:
    using Address = media::TransportAddress;

    SimulatedRelay(VirtualClock& clock, SimulatedNetwork& network, const Address& address,
                   std::string user, core::Secret password);

    void changeNonce() { ++nonce_; }
    void forgetEverything();
    /// Every Allocate is answered with this error; 0: none.
    void refuse(int code) { refusal_ = code; }
    void setAlternate(const Address& address) { alternate_ = address; }
    [[nodiscard]] std::size_t allocations() const { return allocations_.size(); }
    [[nodiscard]] int channelData() const { return channelData_; }
    [[nodiscard]] int indications() const { return indications_; }

private:
    struct Allocation {
        Address relayed;
        core::Instant until;
        std::map<Address, core::Instant> permissions;  ///< by host, port 0
        std::map<std::uint16_t, std::pair<Address, core::Instant>> channels;
    };
    void receive(const Address& from, std::span<const std::uint8_t> octets);
    void receiveRequest(const Address& from, std::span<const std::uint8_t> octets,
                        const media::StunMessage& request);
    void grant(const Address& from, const media::StunMessage& request);
    [[nodiscard]] int judge(std::span<const std::uint8_t> octets,
                            const media::StunMessage& request) const;
    [[nodiscard]] int apply(const Address& from, const media::StunMessage& request,
                            media::StunMessage& answer);
    [[nodiscard]] int allocate(const Address& from, media::StunMessage& answer);
    void answerError(const Address& to, const media::StunMessage& request, int code);
    void relayOut(Allocation& allocation, const Address& peer,
                  std::span<const std::uint8_t> octets);
    void relayIn(const Address& client, const Address& peer, std::span<const std::uint8_t> octets);

    VirtualClock& clock_;
    SimulatedNetwork& network_;
    const Address address_;
    const std::string user_;
    const core::Secret password_;
    core::Secret key_;
    int nonce_ = 1;
    int refusal_ = 0;
    std::optional<Address> alternate_;
    std::map<Address, Allocation> allocations_;  ///< by client
    std::uint16_t nextPort_ = 50'000;
    int channelData_ = 0;
    int indications_ = 0;
};

}  // namespace sidetone::test
