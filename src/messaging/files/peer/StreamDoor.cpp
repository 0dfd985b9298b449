// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/peer/StreamDoor.h"

#include <utility>

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""s;

constexpr int ports = 20;
constexpr std::size_t mostGuests = 50;
constexpr core::Milliseconds patience = 10s;

}  // namespace

core::Result<std::uint16_t> StreamDoor::await(const std::string& name, Came came,
                                              const std::vector<std::string>& addresses,
                                              std::uint16_t firstPort) {
    if (links_ == nullptr) {
        return core::fail(core::ErrorCode::Unsupported, "Waiting for the other device",
                          "this program cannot be reached");
    }
    if (!listener_) {
        auto listener = links_->listen(
            addresses, firstPort, ports,
            [this](std::shared_ptr<net::PeerLink> link) { welcome(std::move(link)); });
        if (!listener) return listener.error();
        listener_ = std::move(*listener);
    }
    awaited_[name] = std::move(came);
    return listener_->port();
}

void StreamDoor::forget(const std::string& name) {
    awaited_.erase(name);
    if (!awaited_.empty()) return;
    listener_.reset();
    guests_.clear();
}

void StreamDoor::welcome(std::shared_ptr<net::PeerLink> link) {
    if (guests_.size() >= mostGuests) return;
    const auto guest = guests_.insert(guests_.end(), {std::move(link)});
    guest->limit = clock_.after(patience, [this, guest] { guests_.erase(guest); });
    guest->link->setHandlers({[this, guest](std::string_view bytes) { heard(guest, bytes); },
                              {},
                              [this, guest](const core::Error&) { guests_.erase(guest); }});
}

void StreamDoor::heard(Guests::iterator guest, std::string_view bytes) {
    auto& handshake = guest->handshake;
    handshake.take(bytes);
    const auto found = awaited_.find(handshake.name());
    const bool isAsked = handshake.state() == SocksHandshake::State::Asked;
    const bool isWelcome = isAsked && found != awaited_.end();
    if (isWelcome) handshake.grant();
    guest->link->write(handshake.takeReply());
    if (handshake.state() == SocksHandshake::State::Going) return;
    const auto link = guest->link;
    link->setHandlers({});
    guests_.erase(guest);
    if (!isWelcome) return;
    const auto came = found->second;
    came(link);
}

}  // namespace sidetone::messaging
