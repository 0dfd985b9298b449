// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/peer/StreamTaker.h"

#include <utility>

#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""s;

constexpr core::Milliseconds longestWait = 60s;
/// One place; those behind it wait meanwhile.
constexpr core::Milliseconds eachPlace = 5s;

}  // namespace

StreamTaker::StreamTaker(PeerService& service, xmpp::Jid device, std::string id)
    : service_(service), device_(std::move(device)), id_(std::move(id)) {
    if (service_.links != nullptr) caller_.emplace(service_.means.clock, *service_.links);
}

StreamTaker::~StreamTaker() {
    service_.streams.forget(device_, id_);
    if (inBand_ && taken_) inBand_->ended();  // nothing was opened: there is nothing to close
}

void StreamTaker::start(Taken taken) {
    taken_ = std::move(taken);
    service_.streams.expect(device_, id_, [this](const xmpp::StreamHosts& hosts) {
        hosts_ = hosts;
        next_ = 0;
        call();
    });
    inBand_ = std::make_shared<InBandLink>(service_.inBand, device_, id_);
    service_.inBand.expect(
        device_, id_,
        {[this] { openedInBand(); },
         [link = std::weak_ptr(inBand_)](std::string bytes, std::function<void()> got) {
             if (const auto live = link.lock()) live->received(std::move(bytes), std::move(got));
         },
         [link = std::weak_ptr(inBand_)] {
             if (const auto live = link.lock()) live->ended();
         }});
    wait();
}

void StreamTaker::wait() {
    limit_ = service_.means.clock.after(longestWait, [this] {
        end(core::fail(core::ErrorCode::Timeout, "Taking the file",
                       "the other device did not send it", "Ask the sender to send it again."));
    });
}

void StreamTaker::call() {
    limit_.stop();
    if (!caller_ || next_ >= hosts_.hosts.size()) {
        service_.streams.giveUp(hosts_);
        return wait();
    }
    const auto host = hosts_.hosts[next_++];
    const auto name = xmpp::streamAddress(id_, device_, service_.session.jid());
    caller_->call(host.place, name, eachPlace)
        .then(owner_, [this, host](core::Result<std::shared_ptr<net::PeerLink>> link) {
            if (!link) return call();
            service_.streams.use(hosts_, host.jid);
            end(std::move(*link));
        });
}

void StreamTaker::openedInBand() {
    end(std::shared_ptr<net::PeerLink>(inBand_));
}

void StreamTaker::end(core::Result<std::shared_ptr<net::PeerLink>> link) {
    limit_.stop();
    owner_.cancelAll();
    const bool isInBand = link && *link == std::shared_ptr<net::PeerLink>(inBand_);
    if (!isInBand && inBand_) inBand_->ended();
    inBand_.reset();
    const auto taken = std::exchange(taken_, nullptr);
    if (taken) taken(std::move(link));
}

}  // namespace sidetone::messaging
