// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/TurnClient.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "media/paths/StunSeal.h"
#include "media/paths/stunWire.h"
#include "media/rtp/octets.h"

namespace sidetone::media {
namespace {

constexpr std::uint32_t udp = 17U << 24U;  // REQUESTED-TRANSPORT: the protocol, three zeros
constexpr std::uint32_t ipv6 = 2U << 24U;
constexpr std::uint32_t wantedSeconds = 600;
// A permission lasts 300 s, a channel 600 s (RFC 8656, sections 9 and 12).
constexpr core::Milliseconds permissionRefresh{240'000};
constexpr core::Milliseconds channelRefresh{540'000};
constexpr std::uint16_t firstChannel = 0x4000;
constexpr std::uint16_t lastChannel = 0x4FFF;
constexpr std::size_t mostWaiting = 32;

TransportAddress hostOf(TransportAddress peer) {
    peer.port = 0;
    return peer;
}

core::Error errorOf(const StunError& error) {
    const std::string tried = "Asking a relay for an address";
    const std::string answer =
        std::to_string(error.code) + ' ' + core::printable(error.reason, 100);
    switch (error.code) {
        case 0:
            return core::fail(core::ErrorCode::Timeout, tried, "the server does not answer");
        case 401:
        case 438:
        case 441:
            return core::fail(core::ErrorCode::Unauthorised, tried, answer);
        case 403:
            return core::fail(core::ErrorCode::Forbidden, tried, answer);
        case 440:
        case 442:
            return core::fail(core::ErrorCode::Unsupported, tried, answer);
        default:
            return core::fail(core::ErrorCode::Unavailable, tried, answer);
    }
}

StunTimes timesOf(TurnTransport transport) {
    return transport == TurnTransport::Stream ? StunTimes::reliable() : StunTimes{};
}

}  // namespace

TurnClient::TurnClient(core::Clock& clock, core::Random& random, TurnSettings settings,
                       StunTransaction::Send send, TurnEvents events)
    : clock_(clock),
      random_(random),
      settings_(std::move(settings)),
      send_(std::move(send)),
      events_(std::move(events)),
      requests_(clock, random, settings_.credentials, timesOf(settings_.transport), send_) {}

void TurnClient::allocate() {
    if (state_ != State::Idle) return;
    state_ = State::Allocating;
    requests_.ask(
        StunMethod::Allocate,
        [this](StunMessage& message) {
            message.addNumber(StunType::RequestedTransport, udp);
            message.addNumber(StunType::Lifetime, wantedSeconds);
            if (settings_.family == AddressFamily::Ipv6) {
                message.addNumber(StunType::RequestedAddressFamily, ipv6);
            }
        },
        [this](const StunOutcome& outcome) { allocated(outcome); });
}

void TurnClient::allocated(const StunOutcome& outcome) {
    const auto relayed = outcome.answer.address(StunType::XorRelayedAddress);
    const auto mapped = outcome.answer.address(StunType::XorMappedAddress);
    const auto seconds = outcome.answer.number32(StunType::Lifetime);
    if (!outcome.isGranted) {
        end(errorOf(outcome.error), outcome.answer.address(StunType::AlternateServer));
        return;
    }
    if (!relayed || !mapped || !seconds || *seconds == 0) {
        end(core::fail(core::ErrorCode::BadAnswer, "Asking a relay for an address",
                       "the answer names none"),
            std::nullopt);
        return;
    }
    state_ = State::Allocated;
    refreshAfter(*seconds);
    for (const auto& [host, permission] : permissions_) askPermission(host);
    for (const auto& [peer, channel] : channels_) askChannel(peer);
    if (events_.onAllocated) events_.onAllocated({*relayed, *mapped});
}

/// A minute before its end (RFC 8656, section 8), of a short life at its half.
void TurnClient::refreshAfter(std::uint32_t seconds) {
    const std::int64_t life = std::min<std::uint32_t>(seconds, 3600);
    const std::int64_t wait = life > 120 ? life - 60 : (life + 1) / 2;
    refresh_ = clock_.after(std::chrono::seconds(wait), [this] { refresh(); });
}

void TurnClient::refresh() {
    requests_.ask(
        StunMethod::Refresh,
        [](StunMessage& message) { message.addNumber(StunType::Lifetime, wantedSeconds); },
        [this](const StunOutcome& outcome) {
            const auto seconds = outcome.answer.number32(StunType::Lifetime).value_or(0);
            if (outcome.isGranted && seconds > 0) {
                refreshAfter(seconds);
            } else {
                end(errorOf(outcome.error), std::nullopt);
            }
        });
}

void TurnClient::release() {
    const bool isThere = state_ == State::Allocated;
    stop();
    if (!isThere) return;
    requests_.ask(
        StunMethod::Refresh, [](StunMessage& message) { message.addNumber(StunType::Lifetime, 0); },
        [](const StunOutcome&) {});
}

void TurnClient::permit(const TransportAddress& peer) {
    const auto host = hostOf(peer);
    if (!permissions_.try_emplace(host).second || state_ != State::Allocated) return;
    askPermission(host);
}

void TurnClient::askPermission(const TransportAddress& host) {
    requests_.ask(
        StunMethod::CreatePermission,
        [host](StunMessage& message) { message.addAddress(StunType::XorPeerAddress, host); },
        [this, host](const StunOutcome& outcome) {
            const auto found = permissions_.find(host);
            if (found == permissions_.end()) return;
            if (!outcome.isGranted) {
                // Refused or silent: forgotten, so that the next datagram asks again.
                std::erase_if(waiting_, [&](auto& each) { return hostOf(each.peer) == host; });
                permissions_.erase(found);
                return;
            }
            found->second.isGranted = true;
            found->second.refresh =
                clock_.after(permissionRefresh, [this, to = host] { askPermission(to); });
            flush(host);
        });
}

void TurnClient::bindChannel(const TransportAddress& peer) {
    if (channels_.size() > lastChannel - firstChannel) return;
    const auto number = static_cast<std::uint16_t>(firstChannel + channels_.size());
    const auto [found, isNew] = channels_.try_emplace(peer);
    if (!isNew) return;
    found->second.number = number;
    permit(peer);
    if (state_ == State::Allocated) askChannel(peer);
}

void TurnClient::askChannel(const TransportAddress& peer) {
    const std::uint32_t number = std::uint32_t{channels_.at(peer).number} << 16U;
    requests_.ask(
        StunMethod::ChannelBind,
        [peer, number](StunMessage& message) {
            message.addNumber(StunType::ChannelNumber, number);
            message.addAddress(StunType::XorPeerAddress, peer);
        },
        [this, peer](const StunOutcome& outcome) {
            auto& channel = channels_.at(peer);
            channel.isBound = outcome.isGranted;  // without it, indications carry the data
            if (!outcome.isGranted) return;
            channel.refresh = clock_.after(channelRefresh, [this, to = peer] { askChannel(to); });
            if (events_.onChannel) events_.onChannel(peer, channel.number);
        });
}

void TurnClient::send(const TransportAddress& peer, std::span<const std::uint8_t> octets) {
    if (state_ == State::Ended) return;
    permit(peer);
    const auto permission = permissions_.find(hostOf(peer));
    if (permission != permissions_.end() && permission->second.isGranted) {
        transmit(peer, octets);
    } else if (waiting_.size() < mostWaiting) {
        waiting_.push_back({peer, {octets.begin(), octets.end()}});
    }
}

void TurnClient::flush(const TransportAddress& host) {
    std::vector<Waiting> later;
    for (const auto& each : std::exchange(waiting_, {})) {
        if (hostOf(each.peer) == host) {
            transmit(each.peer, each.octets);
        } else {
            later.push_back(each);
        }
    }
    waiting_ = std::move(later);
}

void TurnClient::transmit(const TransportAddress& peer, std::span<const std::uint8_t> octets) {
    const auto channel = channels_.find(peer);
    if (channel == channels_.end() || !channel->second.isBound) {
        StunMessage indication(StunClass::Indication, StunMethod::Send,
                               makeStunTransactionId(random_));
        indication.addAddress(StunType::XorPeerAddress, peer);
        indication.add(StunType::Data, octets);
        send_(indication.write());
        return;
    }
    std::vector<std::uint8_t> data(4);
    write16(data, 0, channel->second.number);
    write16(data, 2, static_cast<std::uint16_t>(octets.size()));
    data.insert(data.end(), octets.begin(), octets.end());
    if (settings_.transport == TurnTransport::Stream) data.resize(paddedStunLength(data.size()));
    send_(data);
}

bool TurnClient::receive(std::span<const std::uint8_t> datagram) {
    if (datagram.size() >= 4 && datagram[0] >> 6U == 1) return receiveChannel(datagram);
    const auto message = parseStun(datagram);
    if (!message) return false;
    if (message->kind() == StunClass::Indication && message->method() == StunMethod::Data) {
        receiveData(*message);
        return true;
    }
    return requests_.receive(datagram, *message);
}

bool TurnClient::receiveChannel(std::span<const std::uint8_t> datagram) {
    const auto number = read16(datagram, 0);
    const std::size_t length = read16(datagram, 2);
    const auto found = std::find_if(channels_.begin(), channels_.end(),
                                    [&](const auto& each) { return each.second.number == number; });
    if (found == channels_.end() || 4 + length > datagram.size()) return false;
    const auto peer = found->first;
    if (state_ == State::Allocated && events_.onData) {
        events_.onData(peer, datagram.subspan(4, length));
    }
    return true;
}

void TurnClient::receiveData(const StunMessage& message) {
    const auto peer = message.address(StunType::XorPeerAddress);
    const auto* data = message.find(StunType::Data);
    if (state_ != State::Allocated || !peer || data == nullptr) return;
    // An indication is not authenticated: only who was permitted can be behind one.
    if (permissions_.contains(hostOf(*peer)) && events_.onData) events_.onData(*peer, data->value);
}

void TurnClient::stop() {
    state_ = State::Ended;
    requests_.cancelAll();
    permissions_.clear();
    channels_.clear();
    waiting_.clear();
    refresh_.stop();
}

void TurnClient::end(const core::Error& error, std::optional<TransportAddress> alternate) {
    stop();
    const auto tell = events_.onFailed;  // it may destroy this
    if (tell) tell(error, alternate);
}

}  // namespace sidetone::media
