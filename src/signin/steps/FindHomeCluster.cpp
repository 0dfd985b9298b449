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

constexpr std::size_t mostServers = 32;

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
    const auto& email =
        context.found.email.empty() ? context.found.address.text() : context.found.email;
    if (own.empty()) queries_.push_back("email=" + percentEncoded(email));
    queries_.push_back("username=" +
                       percentEncoded(own.empty() ? context.found.address.user() : own));
    askNext(context);
}

void FindHomeCluster::askNext(Context& context) {
    const auto query = queries_[next_ % queries_.size()];
    // The records may name servers of several clusters that know nothing of one another: the
    // second one is asked as well (provisioning contract 13).
    auto& servers = context.found.udsServers;
    if (next_ == queries_.size()) std::rotate(servers.begin(), servers.begin() + 1, servers.end());
    ++next_;
    ask(context, query);
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
            } else if (next_ > queries_.size()) {
                unknown(context);
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
    const bool hasSecond = context.found.udsServers.size() > 1;
    if (next_ < queries_.size() * (hasSecond ? 2 : 1)) {
        askNext(context);
    } else {
        unknown(context);
    }
}

void FindHomeCluster::unknown(Context& context) {
    failed(core::fail(core::ErrorCode::NotFound,
                      "Finding the home cluster of " + context.found.address.text(),
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

/// Its nodes and its release, side by side: it may be another release than the cluster that was
/// asked first.
void FindHomeCluster::listServers(Context& context, const net::Endpoint& home) {
    asked_ += ", then GET " + udsUrl(home, "servers") + " and version";
    asks(asked_);
    pending_ = 2;
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
                for (const auto& host : *listedServers) {
                    if (servers.size() < mostServers) servers.push_back({host, home.port});
                }
            }
            arrived(context, home);
        });
    askUds(context, "version", WithPassword::No)
        .then(owner(), [this, &context, home](const core::Result<net::HttpResponse>& answer) {
            if (answer && answer->status == 200) {
                if (auto version = config::parseUdsVersion(answer->body)) {
                    context.found.version = std::move(*version);
                }
            }
            arrived(context, home);
        });
}

void FindHomeCluster::arrived(Context& context, const net::Endpoint& home) {
    if (--pending_ > 0) return;
    done("user " + context.found.home.userId + " at " + home.host + ", release " +
             context.found.version.version,
         "The home cluster is another one: from here on " + listed(context.found.udsServers) +
             " is asked.");
}

}  // namespace sidetone::signin
