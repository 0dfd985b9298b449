// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/MediaPath.h"

#include <utility>

namespace sidetone::media {
namespace {

constexpr std::size_t mostEarly = 8;

bool isPacket(std::span<const std::uint8_t> datagram) {
    return !datagram.empty() && datagram[0] >> 6U == 2;
}

}  // namespace

MediaPath::MediaPath(Ports ports, PathChoice choice, IceRole role, Events events)
    : ports_(std::move(ports)),
      choice_(choice),
      events_(std::move(events)),
      agent_(ports_.clock, ports_.random, *this, IceSettings{role},
             IceEvents{[this](IceState state) { stateChanged(state); },
                       [this](int, const IcePath& path) { selected(path); }}) {
    if (choice_ == PathChoice::RelayOnly) ports_.socket->close();
    ports_.socket->setReceiver(
        [this](const TransportAddress& from, std::span<const std::uint8_t> datagram) {
            if (gatherer_ && gatherer_->receive(from, datagram)) return;
            // Past the relay nobody is answered who might learn our address by it.
            if (choice_ == PathChoice::Any) received(base_, from, datagram);
        });
}

MediaPath::~MediaPath() {
    if (dtls_) dtls_->close();
}

void MediaPath::gather(const TransportAddress& base, const PathServers& servers) {
    if (gatherer_) {
        restart();
        agent_.clearCandidates();
    }
    base_ = base;
    isGathered_ = false;
    PathGatherer::Events events;
    events.onDone = [this] {
        isGathered_ = true;
        events_.onGathered();
    };
    events.onRelayed = [this](const TransportAddress& at, const TransportAddress& from,
                              std::span<const std::uint8_t> data) { received(at, from, data); };
    events.onChannel = [this](const TransportAddress& peer, std::uint16_t channel) {
        const auto relayed = gatherer_->relayed();
        if (path_ && relayed == path_->base && path_->remote == peer) {
            ports_.socket->goByRelay(*gatherer_->relay(), channel, peer);
        }
    };
    events.onRelayLost = [this](const core::Error& error) { events_.onTrouble(error); };
    gatherer_ = std::make_unique<PathGatherer>(ports_.clock, ports_.random, *ports_.socket, *this,
                                               servers, std::move(events));
    if (gatherer_->gather(agent_, base, choice_)) {
        isGathered_ = true;
        events_.onGathered();
    }
}

std::optional<TransportAddress> MediaPath::relayed() const {
    return gatherer_ ? gatherer_->relayed() : std::nullopt;
}

core::Status MediaPath::begin(const IceCredentials& remote,
                              std::span<const IceCandidate> candidates) {
    const bool isSame = remote_ && remote_->fragment == remote.fragment &&
                        remote_->password.reveal() == remote.password.reveal();
    if (isSame && agent_.state() != IceState::Idle) return {};
    if (auto status = agent_.start(remote, candidates); !status) return status;
    remote_ = remote;
    direct_.reset();
    return {};
}

void MediaPath::restart() {
    if (agent_.state() != IceState::Idle) agent_.restart();
}

void MediaPath::goDirect(const TransportAddress& remote) {
    direct_ = remote;
    startDtls();
}

core::Status MediaPath::secure(DtlsRole role, std::vector<DtlsFingerprint> announced) {
    DtlsSettings settings;
    settings.role = role;
    settings.certificate = ports_.certificate;
    settings.announced = std::move(announced);
    DtlsEvents events;
    events.onSend = [this](std::span<const std::uint8_t> datagram) { sendDtls(datagram); };
    events.onKeys = [this](const DtlsKeys& keys) { events_.onKeys(keys); };
    events.onFailed = [this](const core::Error& error) { fail(error); };
    // Its end is the call's, and that is signalled.
    events.onClosed = [] {};
    auto made = DtlsSession::create(ports_.clock, std::move(settings), std::move(events));
    if (!made) return made.error();
    dtls_ = std::move(*made);
    dtlsRole_ = role;
    startDtls();
    return {};
}

/// A server listens at once; a client's first message would be lost without a way, and is repeated
/// only after a second.
void MediaPath::startDtls() {
    if (!dtls_ || dtls_->state() != DtlsSession::State::Idle) return;
    if (dtlsRole_ == DtlsRole::Client && !path_ && !direct_) return;
    dtls_->start();
    for (const auto& datagram : std::exchange(early_, {})) dtls_->receive(datagram);
}

void MediaPath::send(const TransportAddress& base, const TransportAddress& to,
                     std::span<const std::uint8_t> datagram) {
    const auto relayed = gatherer_ ? gatherer_->relayed() : std::nullopt;
    if (relayed && base == *relayed) {
        gatherer_->sendRelayed(to, datagram);
    } else if (choice_ == PathChoice::Any) {
        ports_.socket->send(to, datagram);
    }
}

void MediaPath::received(const TransportAddress& base, const TransportAddress& from,
                         std::span<const std::uint8_t> datagram) {
    if (looksLikeDtls(datagram)) {
        receivedDtls(datagram);
    } else if (isPacket(datagram)) {
        ports_.socket->deliver(from, datagram);
    } else {
        agent_.receive(base, from, datagram);
    }
}

void MediaPath::receivedDtls(std::span<const std::uint8_t> datagram) {
    if (dtls_ && dtls_->state() != DtlsSession::State::Idle) {
        dtls_->receive(datagram);
    } else if (early_.size() < mostEarly) {
        early_.emplace_back(datagram.begin(), datagram.end());
    }
}

void MediaPath::sendDtls(std::span<const std::uint8_t> datagram) {
    const auto way = agent_.path(1);
    if (way) {
        send(way->base, way->remote, datagram);
    } else if (direct_ && choice_ == PathChoice::Any) {
        ports_.socket->send(*direct_, datagram);
    }
}

void MediaPath::selected(const IcePath& path) {
    path_ = path;
    if (gatherer_->relayed() == path.base) {
        gatherer_->bindChannel(path.remote);
    } else {
        ports_.socket->goDirect();
    }
    events_.onPath(path);
    startDtls();
}

void MediaPath::stateChanged(IceState state) {
    const std::string tried = "Looking for a way to the other side";
    if (state == IceState::Failed) {
        const auto error = core::fail(core::ErrorCode::Unreachable, tried,
                                      "none of the addresses of both sides works",
                                      "Ask your administrator for a relay (TURN server).");
        if (path_) {
            events_.onTrouble(error);
        } else {
            fail(error);
        }
    } else if (state == IceState::Lost) {
        events_.onTrouble(core::fail(core::ErrorCode::Unreachable, tried,
                                     "the other side has not answered for 30 s"));
    }
}

/// Later: who hears it ends the call, and with it all that is still on the stack.
void MediaPath::fail(const core::Error& error) {
    failure_ = ports_.clock.after(core::Milliseconds(0),
                                  [this, error] { std::function(events_.onFailed)(error); });
}

}  // namespace sidetone::media
