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
    // Where people sign on in the browser, a password that was typed stays here.
    if (found.sso.isOn) credentials.password.reset();
    return credentials;
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
    const auto& found = context.found;
    if (role_ == Role::Way) return isCloudSettled(context);
    const auto has = [&](Service service, const ServiceLookup& lookup) {
        return lookup.hasEnded || !asksFor(context, service);
    };
    return has(Service::CiscoUds, found.uds) && has(Service::CollabEdge, found.edge);
}

/// False where the step has ended without any.
bool FetchEdgeConfig::findNodes(Context& context) {
    auto& found = context.found;
    const bool isBeside = role_ == Role::PhoneServices;
    if (isBeside && !found.uds.records.empty()) {
        skipped("This network is inside: phone services need no edge.");
        return false;
    }
    if (isBeside) {
        for (const auto& record :
             net::orderByPreference(found.edge.records, context.ports.random)) {
            if (isFullName(record.target)) nodes_.push_back({record.target, record.port});
        }
    } else {
        nodes_ = found.edgeServers;
    }
    if (!nodes_.empty()) return true;
    if (isBeside) {
        skipped("No _collab-edge record names an edge.");
    } else {
        failed(core::fail(core::ErrorCode::NotFound, title(context), "no edge is known"));
    }
    return false;
}

void FetchEdgeConfig::run(Context& context) {
    if (!findNodes(context)) return;
    asks("GET " + edgeConfigUrl(nodes_.front(), context.found.discoveryDomain) +
         (nodes_.size() > 1 ? " and " + std::to_string(nodes_.size() - 1) + " more in turn" : ""));
    const auto credentials = credentialsOf(context);
    isAnonymous_ = !credentials.password && !credentials.tokens;
    if (isAnonymous_ && role_ == Role::Way && context.options.purpose == Purpose::SignIn) {
        return failed(core::fail(core::ErrorCode::Unauthorised, title(context),
                                 "a password is needed: this edge offers no single sign-on",
                                 "Type the password of your work account."));
    }
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
        const bool isSso = context.found.sso.isOn;
        if (isSso) context.password.reset();  // nobody else gets it either
        done(node.text() + (isSso ? " asks for the sign-on" : " asks for the password"),
             isSso ? "The edge is there. What is behind it, it tells only to whoever has signed on."
                   : "The edge is there. What is behind it, it tells only with the password, "
                     "which was not given.");
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
        giveUp(together(title(context), failures_));
    }
}

/// Every node asks the same call manager: another one would say the same.
void FetchEdgeConfig::refused(Context& context, const core::Error& error) {
    stagger_.stop();
    owner().cancelAll();
    if (role_ == Role::Way || context.ports.questions == nullptr ||
        std::exchange(hasAskedPerson_, true)) {
        giveUp(error);
    } else {
        askPerson(context, error);
    }
}

void FetchEdgeConfig::askPerson(Context& context, const core::Error& error) {
    const auto& domain = context.found.discoveryDomain;
    Question question;
    question.title = "Phone services need a password of their own";
    question.why =
        "The edge of " + domain + " does not take the password that messages are signed in with.";
    question.server = domain;
    question.user = credentialsOf(context).user;
    context.ports.questions->ask(std::move(question))
        .then(owner(), [this, &context, error](const core::Result<Answer>& given) {
            if (!given) {
                giveUp(error);
                return;
            }
            auto& found = context.found;
            found.phoneUser = given->user;
            found.phonePassword = given->secret;
            found.keepsPhonePassword = given->remember;
            context.ports.log.hide(given->secret);
            client_->setCredentials(credentialsOf(context));
            next_ = 0;
            underWay_ = 0;
            askNext(context);
        });
}

void FetchEdgeConfig::giveUp(const core::Error& error) {
    if (role_ == Role::Way) {
        failed(error);
    } else {
        wentWrong(error, "The sign-in goes on without phone services.");
    }
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
