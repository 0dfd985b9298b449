// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/ReachServices.h"

#include <utility>

#include "signin/words.h"

namespace sidetone::signin {

std::string ReachServices::title(const Context& /*context*/) const {
    return kind_ == Kind::Presence ? "Reaching the presence server" : "Reaching the phone service";
}

void ReachServices::run(Context& context) {
    if (kind_ == Kind::Phone) {
        servers_ = sipServersOf(context.found);
        callServers_ = servers_.size();
        for (auto& site : survivableSitesOf(context.found)) servers_.push_back(std::move(site));
    } else {
        for (const auto& server : context.found.xmppServers) {
            servers_.push_back({server, SipTransport::Tcp});
        }
    }
    std::string asked;
    for (const auto& server : servers_) {
        asked += (asked.empty() ? "Connecting to " : ", ") + server.endpoint.text() + " by " +
                 std::string(signin::name(server.transport));
    }
    asks(asked);
    if (servers_.empty()) {
        skipped(kind_ == Kind::Presence ? "There is no messaging service." : "There is no phone.");
    } else if (servers_.front().transport == SipTransport::Udp) {
        skipped("Whether a server is there is not seen by UDP without registering.");
    } else {
        knock(context);
    }
}

void ReachServices::knock(Context& context) {
    if (next_ >= servers_.size()) {
        std::string tried = title(context);
        if (failures_.size() == 1) tried += " " + failures_.front().first.text();
        failed(together(tried, failures_));
        return;
    }
    const auto server = servers_[next_++];
    net::ConnectRequest request;
    request.server = server.endpoint;
    request.directTls = server.transport == SipTransport::Tls;
    request.timeout = context.options.requestLimit;
    context.ports.connections.connect(std::move(request))
        .then(owner(),
              [this, &context, server](const core::Result<std::shared_ptr<net::Connection>>& made) {
                  answered(context, server, made);
              });
}

void ReachServices::answered(Context& context, const SipServer& server,
                             const core::Result<std::shared_ptr<net::Connection>>& made) {
    if (!made) return missed(context, server, made.error());
    if (kind_ == Kind::Phone) {
        reached(server, (*made)->tls());
        (*made)->close();
        return;
    }
    door_ = std::make_unique<XmppDoor>(context.ports.clock);
    door_->open(*made, deploymentOf(context.found).xmppDomain, context.options.requestLimit)
        .then(owner(), [this, &context, server](const core::Result<net::TlsInfo>& tls) {
            greeted(server, tls, context);
        });
}

void ReachServices::greeted(const SipServer& server, const core::Result<net::TlsInfo>& tls,
                            Context& context) {
    if (tls) return reached(server, *tls);
    missed(context, server, tls.error());
}

void ReachServices::missed(Context& context, const SipServer& server, const core::Error& error) {
    failures_.emplace_back(server.endpoint, error);
    knock(context);
}

void ReachServices::reached(const SipServer& server, const std::optional<net::TlsInfo>& tls) {
    std::string answer = server.endpoint.text() + " accepts connections";
    if (tls) {
        answer = server.endpoint.text() + ": " + tls->protocol + ", " + tls->cipher;
        if (!tls->chain.empty()) answer += ", certificate of " + tls->chain.front().subject;
    }
    std::string why = "It can be reached.";
    if (kind_ == Kind::Phone && next_ > callServers_) {
        why = "It is the survivable site, with calls, hold and resume alone.";
    }
    for (const auto& [other, error] : failures_) {
        why += " " + other.text() + " can not: " + error.answer + ".";
    }
    done(answer, why);
}

}  // namespace sidetone::signin
