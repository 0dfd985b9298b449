// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/ReachCallManager.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "signin/askUds.h"
#include "signin/discovery/decide.h"
#include "signin/words.h"

namespace sidetone::signin {

namespace {

constexpr core::Milliseconds betweenStarts{300};
constexpr core::Milliseconds shortestLimit{500};
constexpr core::Milliseconds longestLimit{8'000};
/// A TLS connection and an answer take about four round trips more than a DNS answer; twice that
/// is patience enough.
constexpr int roundTrips = 8;

core::Milliseconds limitFor(const Context& context) {
    const auto& found = context.found;
    const auto byDistance = std::min(found.uds.took * roundTrips, longestLimit);
    // Where the edge is there as well, half of the patience is left for it.
    const bool hasSecond = !found.edgeAccess && !found.edge.records.empty();
    return std::max(context.options.reachLimit / (hasSecond ? 2 : 1), byDistance);
}

}  // namespace

std::string ReachCallManager::title(const Context& /*context*/) const {
    return "Reaching a call manager";
}

void ReachCallManager::run(Context& context) {
    servers_ = context.found.udsServers;
    if (servers_.empty()) {
        skipped("No call manager is known.");
        return;
    }
    limit_ = limitFor(context);
    began_ = context.ports.clock.now();
    asks("GET " + udsUrl(servers_.front(), "version") +
         (servers_.size() > 1 ? " and " + std::to_string(servers_.size() - 1) + " more in turn"
                              : std::string()));
    askNext(context);
}

void ReachCallManager::askNext(Context& context) {
    if (!mayAskNext(context)) return;
    const auto server = servers_[next_++];
    ++underWay_;
    net::HttpRequest request;
    request.url = udsUrl(server, "version");
    request.headers = {{"Accept", "application/xml"}};
    // All share one limit: dead servers must not add up.
    request.timeout = timeLeft(context);
    stagger_ = context.ports.clock.after(betweenStarts, [this, &context] { askNext(context); });
    context.http()
        .send(std::move(request))
        .then(owner(), [this, &context, server](core::Result<net::HttpResponse> answer) {
            answered(context, server, answer);
        });
}

core::Milliseconds ReachCallManager::timeLeft(const Context& context) const {
    return limit_ - core::Milliseconds(context.ports.clock.millisecondsSince(began_));
}

bool ReachCallManager::mayAskNext(const Context& context) const {
    return next_ < servers_.size() && timeLeft(context) >= shortestLimit;
}

void ReachCallManager::answered(Context& context, const net::Endpoint& server,
                                const core::Result<net::HttpResponse>& answer) {
    --underWay_;
    core::Error error;
    if (!answer) {
        error = answer.error();
        if (error.code == core::ErrorCode::NotFound && error.advice.empty()) {
            error.advice =
                "Ask your administrator to correct the _cisco-uds record or to publish "
                "the host's address.";
        }
    } else if (answer->status != 200) {
        error = statusError(answer->status, "Asking " + server.text());
    } else {
        auto version = config::parseUdsVersion(answer->body);
        if (version) {
            won(context, server, std::move(*version));
            return;
        }
        error = version.error();
        if (core::lowerAscii(answer->body.substr(0, 1024)).find("<html") != std::string::npos) {
            error.answer = "a web page came back instead of the call manager's answer";
            error.advice =
                "This network may want you to sign in first: open any page in your "
                "browser. If that is not so, ask your administrator whether the "
                "_cisco-uds record is right.";
        } else {
            error.answer = "it is no call manager: " + error.answer;
            error.advice = "Ask your administrator whether the _cisco-uds record is right.";
        }
    }
    failures_.emplace_back(server, std::move(error));
    if (mayAskNext(context)) {
        askNext(context);
    } else if (underWay_ == 0) {
        lost(context, together("Reaching the call manager " + listed(servers_), failures_));
    }
}

/// Another door may be open: the records of now where remembered ones led here, or the edge.
void ReachCallManager::lost(Context& context, core::Error error) {
    auto& found = context.found;
    found.closed.push_back({Way::CallManager, found.chosenBy.value_or(ChosenBy::Discovery), error});
    const bool isLast = found.edgeAccess || decide(context).state == Decision::State::Nothing;
    if (isLast) {
        failed(std::move(error));
        return;
    }
    isEssential_ = false;
    found.udsServers.clear();
    found.way.reset();
    wentWrong(error, "Another way is looked for.");
}

void ReachCallManager::won(Context& context, const net::Endpoint& server,
                           config::UdsVersion version) {
    stagger_.stop();
    owner().cancelAll();
    // The servers that failed come last from now on.
    std::vector<net::Endpoint> order{server};
    const auto hasFailed = [this](const net::Endpoint& s) {
        return std::any_of(failures_.begin(), failures_.end(),
                           [&](const auto& f) { return f.first == s; });
    };
    for (const bool wantsFailed : {false, true}) {
        for (const auto& one : servers_) {
            if (one != server && hasFailed(one) == wantsFailed) order.push_back(one);
        }
    }
    context.found.udsServers = std::move(order);
    context.found.version = std::move(version);
    std::string why = server.text() + " answered first.";
    for (const auto& [other, error] : failures_) {
        why += " " + other.text() + " did not: " + error.answer + ".";
    }
    done("release " + context.found.version.version, why);
}

}  // namespace sidetone::signin
