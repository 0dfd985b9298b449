// SPDX-License-Identifier: GPL-3.0-or-later
#include "SimulatedRelay.h"

#include "media/paths/StunSeal.h"
#include "media/rtp/octets.h"

namespace sidetone::test {
namespace {

using media::StunClass;
using media::StunMessage;
using media::StunMethod;
using media::StunType;

constexpr std::string_view realm = "relay.example";

SimulatedRelay::Address hostOf(SimulatedRelay::Address address) {
    address.port = 0;
    return address;
}

}  // namespace

SimulatedRelay::SimulatedRelay(VirtualClock& clock, SimulatedNetwork& network,
                               const Address& address, std::string user, core::Secret password)
    : clock_(clock),
      network_(network),
      address_(address),
      user_(std::move(user)),
      password_(std::move(password)),
      key_(media::longTermKey(user_, realm, password_)) {
    network_.open(address_, -1, [this](const auto& from, auto octets) { receive(from, octets); });
}

void SimulatedRelay::forgetEverything() {
    for (const auto& [client, allocation] : allocations_) network_.close(allocation.relayed);
    allocations_.clear();
}

void SimulatedRelay::receive(const Address& from, std::span<const std::uint8_t> octets) {
    const auto found = allocations_.find(from);
    if (octets.size() >= 4 && octets[0] >> 6U == 1) {
        if (found == allocations_.end()) return;
        const auto channel = found->second.channels.find(media::read16(octets, 0));
        if (channel == found->second.channels.end()) return;
        if (channel->second.second < clock_.now()) return;
        ++channelData_;
        relayOut(found->second, channel->second.first, octets.subspan(4, media::read16(octets, 2)));
        return;
    }
    const auto message = media::parseStun(octets);
    if (!message) return;
    if (message->kind() == StunClass::Request) {
        receiveRequest(from, octets, *message);
        return;
    }
    const auto peer = message->address(StunType::XorPeerAddress);
    const auto* data = message->find(StunType::Data);
    if (message->method() != StunMethod::Send || found == allocations_.end() || !peer || !data) {
        return;
    }
    ++indications_;
    relayOut(found->second, *peer, data->value);
}

void SimulatedRelay::receiveRequest(const Address& from, std::span<const std::uint8_t> octets,
                                    const StunMessage& request) {
    const int code = judge(octets, request);
    if (code != 0) {
        answerError(from, request, code);
        return;
    }
    grant(from, request);
}

int SimulatedRelay::judge(std::span<const std::uint8_t> octets, const StunMessage& request) const {
    if (!request.has(StunType::MessageIntegrity)) return 401;
    if (request.text(StunType::Nonce) != "nonce" + std::to_string(nonce_)) return 438;
    const bool isRight = request.text(StunType::Username) == user_ &&
                         request.text(StunType::Realm) == std::string(realm) &&
                         media::hasIntegrity(octets, media::StunIntegrity::Sha1, key_);
    return isRight ? 0 : 401;
}

void SimulatedRelay::grant(const Address& from, const StunMessage& request) {
    StunMessage answer(StunClass::Success, request.method(), request.id());
    if (const int code = apply(from, request, answer); code != 0) {
        answerError(from, request, code);
        return;
    }
    network_.send(
        address_, from,
        media::sealStun(answer, media::StunIntegrity::Sha1, key_, media::StunFingerprint::Without));
}

int SimulatedRelay::apply(const Address& from, const StunMessage& request, StunMessage& answer) {
    const auto now = clock_.now();
    if (request.method() == StunMethod::Allocate) return allocate(from, answer);
    const auto found = allocations_.find(from);
    if (found == allocations_.end() || found->second.until < now) return 437;
    auto& allocation = found->second;
    const auto peer = request.address(StunType::XorPeerAddress);
    if (request.method() == StunMethod::Refresh) {
        const auto seconds = request.number32(StunType::Lifetime).value_or(600);
        answer.addNumber(StunType::Lifetime, seconds);
        allocation.until = now + std::chrono::seconds(seconds);
        if (seconds == 0) {
            network_.close(allocation.relayed);
            allocations_.erase(found);
        }
        return 0;
    }
    if (!peer) return 400;
    allocation.permissions[hostOf(*peer)] = now + std::chrono::seconds(300);
    if (request.method() != StunMethod::ChannelBind) return 0;
    const auto number = request.number32(StunType::ChannelNumber).value_or(0) >> 16U;
    if (number < 0x4000 || number > 0x4FFF) return 400;
    allocation.channels[static_cast<std::uint16_t>(number)] = {*peer,
                                                               now + std::chrono::seconds(600)};
    return 0;
}

int SimulatedRelay::allocate(const Address& from, StunMessage& answer) {
    if (refusal_ != 0) return refusal_;
    if (allocations_.contains(from)) return 437;
    auto relayed = address_;
    relayed.port = nextPort_++;
    allocations_[from] = {relayed, clock_.now() + std::chrono::seconds(600), {}, {}};
    network_.open(relayed, -1,
                  [this, from](const auto& peer, auto octets) { relayIn(from, peer, octets); });
    answer.addAddress(StunType::XorRelayedAddress, relayed);
    answer.addAddress(StunType::XorMappedAddress, from);
    answer.addNumber(StunType::Lifetime, 600);
    return 0;
}

void SimulatedRelay::answerError(const Address& to, const StunMessage& request, int code) {
    StunMessage answer(StunClass::Error, request.method(), request.id());
    answer.addError({code, "refused"});
    if (code == 401 || code == 438) {
        answer.addText(StunType::Realm, realm);
        answer.addText(StunType::Nonce, "nonce" + std::to_string(nonce_));
    }
    if (code == 300 && alternate_) answer.addAddress(StunType::AlternateServer, *alternate_);
    network_.send(address_, to, answer.write());
}

void SimulatedRelay::relayOut(Allocation& allocation, const Address& peer,
                              std::span<const std::uint8_t> octets) {
    const auto permission = allocation.permissions.find(hostOf(peer));
    if (permission == allocation.permissions.end() || permission->second < clock_.now()) return;
    network_.send(allocation.relayed, peer, octets);
}

void SimulatedRelay::relayIn(const Address& client, const Address& peer,
                             std::span<const std::uint8_t> octets) {
    const auto found = allocations_.find(client);
    if (found == allocations_.end()) return;
    const auto permission = found->second.permissions.find(hostOf(peer));
    if (permission == found->second.permissions.end() || permission->second < clock_.now()) return;
    for (const auto& [number, channel] : found->second.channels) {
        if (channel.first != peer || channel.second < clock_.now()) continue;
        std::vector<std::uint8_t> data(4);
        media::write16(data, 0, number);
        media::write16(data, 2, static_cast<std::uint16_t>(octets.size()));
        data.insert(data.end(), octets.begin(), octets.end());
        network_.send(address_, client, data);
        return;
    }
    StunMessage indication(StunClass::Indication, StunMethod::Data, {});
    indication.addAddress(StunType::XorPeerAddress, peer);
    indication.add(StunType::Data, octets);
    network_.send(address_, client, indication.write());
}

}  // namespace sidetone::test
