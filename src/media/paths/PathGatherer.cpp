// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/PathGatherer.h"

#include <utility>

namespace sidetone::media {
namespace {

/// Nobody waits longer for a server that may be down before it rings at the other side.
constexpr core::Milliseconds patience{1'500};

}  // namespace

PathGatherer::PathGatherer(core::Clock& clock, core::Random& random, PathSocket& socket,
                           IceSender& sender, PathServers servers, Events events)
    : clock_(clock),
      random_(random),
      socket_(socket),
      servers_(std::move(servers)),
      events_(std::move(events)),
      reflexive_(clock, random, sender) {}

PathGatherer::~PathGatherer() {
    if (turn_) turn_->release();
}

bool PathGatherer::gather(IceAgent& agent, const TransportAddress& base, PathChoice choice) {
    base_ = base;
    if (choice == PathChoice::Any) {
        agent.addHost(1, base);
        if (servers_.stun && servers_.stun->family == base.family) {
            ++open_;
            reflexive_.ask(base, *servers_.stun,
                           [this, &agent](const std::optional<TransportAddress>& seen) {
                               if (seen) agent.addReflexive(1, *seen, base_, *servers_.stun);
                               settle();
                           });
        }
    }
    if (servers_.turn && servers_.turn->family == base.family) {
        ++open_;
        allocate(agent);
    }
    if (open_ == 0) return true;
    deadline_ = clock_.after(patience, [this] {
        open_ = 1;
        settle();
    });
    return false;
}

void PathGatherer::allocate(IceAgent& agent) {
    TurnSettings settings{servers_.turnCredentials, TurnTransport::Udp, base_.family};
    TurnEvents events;
    events.onAllocated = [this, &agent](const TurnAllocation& given) {
        relayed_ = given.relayed;
        agent.addRelayed(1, given.relayed, given.mapped, *servers_.turn);
        settle();
    };
    events.onFailed = [this](const core::Error& error, const std::optional<TransportAddress>&) {
        relayed_.reset();
        events_.onRelayLost(error);
        settle();
    };
    events.onData = [this](const TransportAddress& peer, std::span<const std::uint8_t> data) {
        if (relayed_) events_.onRelayed(*relayed_, peer, data);
    };
    events.onChannel = [this](const TransportAddress& peer, std::uint16_t number) {
        events_.onChannel(peer, number);
    };
    turn_ = std::make_unique<TurnClient>(
        clock_, random_, std::move(settings),
        [this](std::span<const std::uint8_t> datagram) { socket_.send(*servers_.turn, datagram); },
        std::move(events));
    turn_->allocate();
}

void PathGatherer::settle() {
    if (open_ == 0 || --open_ > 0) return;
    deadline_.stop();
    events_.onDone();
}

bool PathGatherer::receive(const TransportAddress& from, std::span<const std::uint8_t> datagram) {
    if (turn_ && servers_.turn == from && turn_->receive(datagram)) return true;
    return reflexive_.receive(base_, from, datagram);
}

void PathGatherer::sendRelayed(const TransportAddress& to, std::span<const std::uint8_t> datagram) {
    if (turn_) turn_->send(to, datagram);
}

void PathGatherer::bindChannel(const TransportAddress& peer) {
    if (turn_) turn_->bindChannel(peer);
}

}  // namespace sidetone::media
