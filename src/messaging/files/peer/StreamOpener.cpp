// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/peer/StreamOpener.h"

#include <utility>

#include "messaging/files/peer/InBandLink.h"
#include "xmpp/Session.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {
namespace {

using core::ErrorCode;
using std::chrono_literals::operator""s;

/// The other side tries one place after the other, and gives each some seconds.
constexpr core::Milliseconds patience = 90s;
constexpr core::Milliseconds proxyPatience = 10s;

}  // namespace

StreamOpener::StreamOpener(PeerService& service, xmpp::Jid device, std::string id)
    : service_(service),
      device_(std::move(device)),
      id_(std::move(id)),
      name_(xmpp::streamAddress(id_, service.session.jid(), device_)) {
    if (service.links != nullptr) caller_.emplace(service.means.clock, *service.links);
}

StreamOpener::~StreamOpener() {
    service_.door.forget(name_);
}

void StreamOpener::start(const std::string& method, Opened opened) {
    opened_ = std::move(opened);
    if (method == xmpp::ns::inBandBytes || service_.links == nullptr) {
        return openInBand(core::fail(ErrorCode::Unsupported, {}, {}));
    }
    service_.means.services.whenKnown([this, alive = std::weak_ptr(alive_)] {
        if (alive.lock()) lookForProxy();
    });
}

void StreamOpener::lookForProxy() {
    const auto& proxy = service_.means.services.proxy();
    if (proxy.empty()) return lookForAddresses();
    service_.streams.proxyAt(proxy).then(owner_,
                                         [this](const core::Result<xmpp::StreamHost>& host) {
                                             if (host) proxy_ = *host;
                                             lookForAddresses();
                                         });
}

void StreamOpener::lookForAddresses() {
    const auto server = service_.session.server();
    service_.links->addresses(server ? server->host : std::string())
        .then(owner_, [this](const core::Result<std::vector<std::string>>& addresses) {
            offer(addresses.value_or(std::vector<std::string>()));
        });
}

void StreamOpener::offer(const std::vector<std::string>& addresses) {
    xmpp::StreamHosts hosts{id_, {}};
    const auto port = service_.door.await(
        name_, [this](std::shared_ptr<net::PeerLink> link) { came_ = std::move(link); }, addresses,
        std::uint16_t(service_.firstPort()));
    if (port) {
        for (const auto& address : addresses) {
            hosts.hosts.push_back({service_.session.jid().text(), {address, *port}});
        }
    }
    if (proxy_) hosts.hosts.push_back(*proxy_);
    if (hosts.hosts.empty()) {
        return openInBand(core::fail(ErrorCode::Unreachable, {}, "this machine has no address"));
    }
    service_.streams.offer(device_, hosts, patience)
        .then(owner_, [this](const core::Result<std::string>& used) { answered(used); });
}

void StreamOpener::answered(const core::Result<std::string>& used) {
    if (!used) return openInBand(used.error());
    if (proxy_ && *used == proxy_->jid) {
        caller_->call(proxy_->place, name_, proxyPatience)
            .then(owner_, [this](core::Result<std::shared_ptr<net::PeerLink>> link) {
                if (!link) return openInBand(link.error());
                came_ = std::move(*link);
                activate();
            });
        return;
    }
    if (came_ && *used == service_.session.jid().text()) return end(came_);
    openInBand(core::fail(ErrorCode::BadAnswer, {}, "the other device is connected elsewhere"));
}

void StreamOpener::activate() {
    service_.streams.activate(proxy_->jid, id_, device_)
        .then(owner_, [this](const core::Status& activated) {
            if (activated) return end(came_);
            openInBand(activated.error());
        });
}

void StreamOpener::openInBand(const core::Error& why) {
    service_.door.forget(name_);
    came_.reset();
    // Nobody is there any more, so the chat servers would not reach anybody either.
    if (why.code == ErrorCode::Unavailable || why.code == ErrorCode::Timeout) return end(why);
    service_.inBand.open(device_, id_).then(owner_, [this](const core::Status& opened) {
        if (!opened) return end(opened.error());
        end(std::make_shared<InBandLink>(service_.inBand, device_, id_));
    });
}

void StreamOpener::end(core::Result<std::shared_ptr<net::PeerLink>> link) {
    service_.door.forget(name_);
    const auto opened = std::exchange(opened_, nullptr);
    if (opened) opened(std::move(link));
}

}  // namespace sidetone::messaging
