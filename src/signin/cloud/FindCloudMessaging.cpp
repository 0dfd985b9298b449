// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/cloud/FindCloudMessaging.h"

#include <algorithm>

#include "net/srvOrder.h"
#include "signin/words.h"

namespace sidetone::signin {
namespace {

constexpr std::uint16_t httpsPort = 443;
constexpr std::uint16_t xmppPort = 5222;
/// An open port answers within a round trip; this is several of a long one.
constexpr core::Milliseconds patience{700};
constexpr std::size_t mostHosts = 4;

}  // namespace

std::string FindCloudMessaging::title(const Context& /*context*/) const {
    return "Finding the cloud's messaging server";
}

void FindCloudMessaging::run(Context& context) {
    const auto& host = context.found.cloudMessaging;
    if (host.empty()) {
        lookUp(context);
        return;
    }
    doors_ = {{host, httpsPort}, {host, xmppPort}};
    knock(context);
}

void FindCloudMessaging::lookUp(Context& context) {
    const auto question = "_xmpp-client._tcp." + context.found.address.domain();
    asks("SRV " + question);
    context.ports.resolver.srv(question)
        .withDeadline(context.ports.clock, context.options.lookupLimit,
                      core::fail(core::ErrorCode::Timeout, "Looking up " + question,
                                 "no name server answered"))
        .then(owner(), [this, &context](core::Result<std::vector<net::SrvRecord>> answer) {
            if (!answer || answer->empty()) {
                failed(core::fail(core::ErrorCode::NotFound, title(context),
                                  "neither the organisation's service nor DNS names one",
                                  "Ask your administrator to publish an _xmpp-client record."));
                return;
            }
            auto records = net::orderByPreference(std::move(*answer), context.ports.random);
            if (records.size() > mostHosts) records.resize(mostHosts);
            for (const auto port : {httpsPort, xmppPort}) {
                for (const auto& one : records) doors_.push_back({one.target, port});
            }
            knock(context);
        });
}

void FindCloudMessaging::knock(Context& context) {
    asks("Connecting to " + listed(doors_));
    knockNext(context);
}

void FindCloudMessaging::knockNext(Context& context) {
    if (next_ >= doors_.size()) return;
    const auto server = doors_[next_++];
    ++underWay_;
    stagger_ = context.ports.clock.after(patience, [this, &context] { knockNext(context); });
    net::ConnectRequest request;
    request.server = server;
    request.timeout = context.options.requestLimit;
    context.ports.connections.connect(std::move(request))
        .then(owner(),
              [this, &context, server](const core::Result<std::shared_ptr<net::Connection>>& made) {
                  answered(context, server, made);
              });
}

void FindCloudMessaging::answered(Context& context, const net::Endpoint& server,
                                  const core::Result<std::shared_ptr<net::Connection>>& made) {
    --underWay_;
    if (!made) {
        failures_.emplace_back(server, made.error());
        if (next_ < doors_.size()) {
            knockNext(context);
        } else if (underWay_ == 0) {
            failed(together("Reaching the cloud's messaging server", failures_));
        }
        return;
    }
    (*made)->close();
    stagger_.stop();
    owner().cancelAll();
    std::stable_partition(doors_.begin(), doors_.end(),
                          [&](const net::Endpoint& door) { return door == server; });
    context.found.xmppServers = doors_;
    std::string why = server.text() + " accepts connections.";
    for (const auto& [other, error] : failures_) {
        why += " " + other.text() + " does not: " + error.answer + ".";
    }
    const bool isSecondChoice = server.port != httpsPort;
    if (isSecondChoice && failures_.empty()) why += " Port 443 is silent: it may be blocked.";
    done(listed(doors_), why);
}

}  // namespace sidetone::signin
