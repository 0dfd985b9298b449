// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/FindHomeCluster.h"

#include <algorithm>
#include <utility>

#include "config/Uds.h"
#include "core/text.h"
#include "net/Url.h"
#include "signin/askUds.h"
#include "signin/words.h"

namespace sidetone::signin {

namespace {

net::Endpoint endpointOf(const std::string& url, const std::string& fallbackHost,
                         std::uint16_t fallbackPort) {
    const auto parsed = net::HttpUrl::parse(url);
    if (!parsed || !parsed->isSecure) return {fallbackHost, fallbackPort};
    return {fallbackHost, parsed->server.port};
}

}  // namespace

std::string FindHomeCluster::title(const Context& context) const {
    return "Finding the home cluster of " + context.found.address.text();
}

void FindHomeCluster::run(Context& context) {
    if (context.found.udsServers.empty()) {
        skipped("No call manager is known.");
        return;
    }
    const auto& own = context.found.phoneUser;
    // A user name of its own for the phone services is known to be one.
    hasAskedForUserId_ = !own.empty();
    ask(context, own.empty() ? "email=" + percentEncoded(context.found.address.text())
                             : "username=" + percentEncoded(own));
}

void FindHomeCluster::ask(Context& context, std::string query) {
    const std::string path = "clusterUser?" + std::move(query);
    asked_ +=
        (asked_.empty() ? "GET " : ", then GET ") + udsUrl(context.found.udsServers.front(), path);
    asks(asked_);
    askUds(context, path, WithPassword::No)
        .then(owner(), [this, &context](core::Result<net::HttpResponse> answer) {
            if (answer) {
                answered(context, *answer);
            } else {
                failed(answer.error());
            }
        });
}

void FindHomeCluster::answered(Context& context, const net::HttpResponse& answer) {
    const std::string tried = "Finding the home cluster of " + context.found.address.text();
    if (answer.status != 200) {
        failed(statusError(answer.status, tried));
        return;
    }
    auto home = config::parseClusterUser(answer.body);
    if (!home) {
        auto error = home.error();
        error.tried = tried;
        error.advice = "Ask your administrator to look at the call manager.";
        failed(std::move(error));
        return;
    }
    if (home->found) {
        context.found.home = std::move(*home);
        found(context, answer.url);
        return;
    }
    if (!std::exchange(hasAskedForUserId_, true)) {
        ask(context, "username=" + percentEncoded(context.found.address.user()));
        return;
    }
    failed(core::fail(core::ErrorCode::NotFound, tried,
                      "nobody of this name is known in " + context.found.address.domain(),
                      "Check the address, or ask your administrator."));
}

void FindHomeCluster::found(Context& context, const std::string& askedUrl) {
    auto& found = context.found;
    const auto& host = found.home.homeCluster;
    const auto known = std::find_if(
        found.udsServers.begin(), found.udsServers.end(),
        [&](const auto& server) { return core::equalsIgnoringCase(server.host, host); });
    if (known != found.udsServers.end()) {
        done("user " + found.home.userId + " at " + host,
             "The home cluster is the one that was asked.");
        return;
    }
    const auto uri = config::resolveUdsUri(found.home.serversUri, askedUrl);
    const auto home = endpointOf(uri, host, found.udsServers.front().port);
    found.udsServers = {home};
    listServers(context, home);
}

void FindHomeCluster::listServers(Context& context, const net::Endpoint& home) {
    asked_ += ", then GET " + udsUrl(home, "servers");
    asks(asked_);
    askUds(context, "servers", WithPassword::No)
        .then(owner(), [this, &context, home](const core::Result<net::HttpResponse>& answer) {
            if (!answer) {
                auto error = answer.error();
                error.tried = "Reaching the home cluster at " + home.text();
                failed(std::move(error));
                return;
            }
            // Its first node is known already; the list only adds the others.
            const auto listedServers = answer->status == 200
                                           ? config::parseUdsServers(answer->body)
                                           : core::Result<std::vector<std::string>>();
            auto& servers = context.found.udsServers;
            if (listedServers && !listedServers->empty()) {
                servers.clear();
                for (const auto& host : *listedServers) servers.push_back({host, home.port});
            }
            done("user " + context.found.home.userId + " at " + home.host,
                 "The home cluster is another one: from here on " + listed(servers) + " is asked.");
        });
}

}  // namespace sidetone::signin
