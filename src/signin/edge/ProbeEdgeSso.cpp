// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/edge/ProbeEdgeSso.h"

#include <algorithm>
#include <utility>

#include "signin/edge/edgePath.h"
#include "signin/sso/parameters.h"
#include "signin/sso/ssoAnswers.h"

namespace sidetone::signin {
namespace {

constexpr core::Milliseconds betweenStarts{300};
/// An edge that says nothing must not hold up those who sign in with a password.
constexpr core::Milliseconds patience{2'500};
constexpr const char* withPasswords = "People sign in with their passwords.";

}  // namespace

std::string ProbeEdgeSso::title(const Context& context) const {
    return "Asking the edge for single sign-on of " + context.found.address.text();
}

void ProbeEdgeSso::run(Context& context) {
    nodes_ = context.found.edgeServers;
    if (nodes_.empty()) return skipped("No edge is known.");
    asks("GET " +
         edgeSsoUrl(nodes_.front(), context.found.discoveryDomain, context.found.address.text()));
    askNext(context);
}

void ProbeEdgeSso::askNext(Context& context) {
    if (next_ >= nodes_.size()) return;
    const auto node = nodes_[next_++];
    ++underWay_;
    net::HttpRequest request;
    request.url = edgeSsoUrl(node, context.found.discoveryDomain, context.found.address.text());
    request.headers = {{"Accept", "text/xml"}};
    request.timeout = std::min(context.options.requestLimit, patience);
    request.largestAnswer = 64U << 10U;
    stagger_ = context.ports.clock.after(betweenStarts, [this, &context] { askNext(context); });
    context.ports.http.send(std::move(request))
        .then(owner(), [this, &context, node](const core::Result<net::HttpResponse>& answer) {
            --underWay_;
            if (answer) {
                answered(context, node, *answer);
            } else {
                lost(context, node, answer.error());
            }
        });
}

void ProbeEdgeSso::lost(Context& context, const net::Endpoint& node, const core::Error& error) {
    failures_ += node.text() + " did not answer: " + error.answer + ". ";
    if (next_ < nodes_.size()) {
        askNext(context);
    } else if (underWay_ == 0) {
        stagger_.stop();
        notThere("no answer", failures_ + withPasswords);
    }
}

void ProbeEdgeSso::answered(Context& context, const net::Endpoint& node,
                            const net::HttpResponse& answer) {
    stagger_.stop();
    owner().cancelAll();
    auto& found = context.found;
    const auto at = std::find(found.edgeServers.begin(), found.edgeServers.end(), node);
    std::rotate(found.edgeServers.begin(), at, at + 1);
    const auto status = answer.status == 200 ? sso::readEdgeSso(answer.body) : sso::SsoStatus();
    found.sso = {};
    found.sso.askedHost = node.host;
    found.sso.isOn = status.isOn;
    if (!status.isOn) return notThere("off", failures_ + withPasswords);
    found.sso.hasRefresh = status.hasRefresh;
    found.sso.authorizeUrl = edgeAuthorizeUrl(node, found.discoveryDomain);
    found.sso.extraQuery =
        sso::encodedFields({{"realm", "local"}, {"email", found.address.text()}});
    done("on, at " + found.sso.authorizeUrl,
         failures_ + "People sign on in the browser" +
             (status.hasRefresh ? "; tokens are renewed." : "."));
}

}  // namespace sidetone::signin
