// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/edge/FetchEdgeConfig.h"

#include <algorithm>

#include "net/srvOrder.h"
#include "signin/discovery/rules.h"
#include "signin/edge/edgePath.h"
#include "signin/words.h"

namespace sidetone::signin {
namespace {

constexpr core::Milliseconds betweenStarts{300};

EdgeCredentials credentialsOf(const Context& context) {
    const auto& found = context.found;
    EdgeCredentials credentials;
    credentials.user =
        found.phoneUser.empty() ? std::string(found.address.user()) : found.phoneUser;
    credentials.password = found.phonePassword ? found.phonePassword : context.password;
    credentials.tokens = found.tokens;
    return credentials;
}

/// Messages are somewhere else already, with a password of their own.
bool isHybrid(const Findings& found) {
    return found.remembered.isCloudOrganisation || found.chatProof == ChatProof::CloudToken ||
           found.chatProof == ChatProof::OneTimePassword;
}

EdgeAccess accessOf(const EdgeConfig& config, const net::Endpoint& node) {
    EdgeAccess access;
    access.http = config.http.empty() ? node : config.http.front();
    access.xmpp = config.xmpp;
    access.sip = config.sip;
    for (const auto& route : config.sipRoutes) {
        access.sipRoute += (access.sipRoute.empty() ? "" : ", ") + route;
    }
    return access;
}

/// The person's own cluster first, then the order of the internal records.
std::vector<net::Endpoint> callManagers(const EdgeConfig& config, core::Random& random) {
    auto servers = config.homeUds;
    for (const auto& record : net::orderByPreference(config.ciscoUds, random)) {
        const net::Endpoint server{record.target, record.port};
        const bool isNew = std::find(servers.begin(), servers.end(), server) == servers.end();
        if (isNew) servers.push_back(server);
    }
    return servers;
}

}  // namespace

std::string FetchEdgeConfig::title(const Context& context) const {
    return "Signing in at the edge of " + context.found.discoveryDomain;
}

bool FetchEdgeConfig::isReady(const Context& context) const {
    return isCloudSettled(context);
}

void FetchEdgeConfig::run(Context& context) {
    nodes_ = context.found.edgeServers;
    if (nodes_.empty()) {
        failed(core::fail(core::ErrorCode::NotFound, title(context), "no edge is known"));
        return;
    }
    asks("GET " + edgeConfigUrl(nodes_.front(), context.found.discoveryDomain) +
         (nodes_.size() > 1 ? " and " + std::to_string(nodes_.size() - 1) + " more in turn" : ""));
    const auto credentials = credentialsOf(context);
    isAnonymous_ = !credentials.password && !credentials.tokens;
    client_ = std::make_shared<EdgeHttpClient>(
        EdgeNode::Ports{context.ports.http, context.ports.clock, context.options.requestLimit},
        context.found.discoveryDomain, credentials, nodes_);
    askNext(context);
}

void FetchEdgeConfig::askNext(Context& context) {
    if (next_ >= nodes_.size()) return;
    const auto node = nodes_[next_++];
    ++underWay_;
    stagger_ = context.ports.clock.after(betweenStarts, [this, &context] { askNext(context); });
    client_->configuration(node).then(
        owner(), [this, &context, node](const core::Result<EdgeConfig>& answer) {
            answered(context, node, answer);
        });
}

void FetchEdgeConfig::answered(Context& context, const net::Endpoint& node,
                               const core::Result<EdgeConfig>& answer) {
    --underWay_;
    if (answer) {
        won(context, node, *answer);
        return;
    }
    const auto& error = answer.error();
    if (error.code == core::ErrorCode::Unauthorised && isAnonymous_) {
        stagger_.stop();
        owner().cancelAll();
        done(node.text() + " asks for the password",
             "The edge is there. What is behind it, it tells only with the password, which was "
             "not given.");
        return;
    }
    if (error.code == core::ErrorCode::Unauthorised) {
        refused(context, error);
        return;
    }
    failures_.emplace_back(node, error);
    if (next_ < nodes_.size()) {
        askNext(context);
    } else if (underWay_ == 0) {
        stagger_.stop();
        failed(together(title(context), failures_));
    }
}

/// Every node asks the same call manager: another one would say the same.
void FetchEdgeConfig::refused(Context& context, const core::Error& error) {
    stagger_.stop();
    owner().cancelAll();
    const bool mayAsk = context.ports.questions != nullptr && isHybrid(context.found);
    if (!mayAsk || std::exchange(hasAskedPerson_, true)) {
        failed(error);
        return;
    }
    Question question;
    question.title = "Phone services need a password of their own";
    question.why = "The edge of " + context.found.discoveryDomain +
                   " does not take the password that messages are signed in with.";
    question.server = context.found.discoveryDomain;
    question.user = credentialsOf(context).user;
    context.ports.questions->ask(std::move(question))
        .then(owner(), [this, &context, error](core::Result<Answer> given) {
            if (!given) {
                failed(error);
                return;
            }
            context.found.phoneUser = given->user;
            context.found.phonePassword = given->secret;
            context.ports.log.hide(given->secret);
            client_->setCredentials(credentialsOf(context));
            next_ = 0;
            underWay_ = 0;
            askNext(context);
        });
}

void FetchEdgeConfig::won(Context& context, const net::Endpoint& node, const EdgeConfig& config) {
    stagger_.stop();
    owner().cancelAll();
    client_->prefer(node, config.http);
    auto& found = context.found;
    found.http = client_;
    found.edgeAccess = accessOf(config, node);
    found.udsServers = callManagers(config, context.ports.random);
    std::string why = node.text() + " answered first.";
    for (const auto& [other, error] : failures_) {
        why += " " + other.text() + " did not: " + error.answer + ".";
    }
    why += " Inside are the call managers " + listed(found.udsServers);
    why += config.xmpp.empty() ? "; messages do not go through this edge"
                               : "; messages go through " + listed(config.xmpp);
    why += config.sip.empty() ? ", calls do not." : ", calls through " + listed(config.sip) + ".";
    done("_cisco-uds " + listed(config.ciscoUds), why);
}

}  // namespace sidetone::signin
