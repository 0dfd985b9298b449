// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/edge/EdgeHttpClient.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "signin/edge/EdgePassage.h"
#include "signin/edge/EdgeState.h"

namespace sidetone::signin {

void EdgeHttpClient::State::add(const net::Endpoint& server) {
    if (find(server)) return;
    nodes.push_back(std::make_shared<EdgeNode>(ports, server, domain, credentials));
}

std::shared_ptr<EdgeNode> EdgeHttpClient::State::find(const net::Endpoint& server) const {
    const auto at = std::find_if(nodes.begin(), nodes.end(),
                                 [&](const auto& node) { return node->server() == server; });
    return at == nodes.end() ? nullptr : *at;
}

std::vector<std::shared_ptr<EdgeNode>> EdgeHttpClient::State::inOrder() const {
    auto order = nodes;
    std::stable_partition(order.begin(), order.end(),
                          [](const auto& node) { return !node->isTroubled(); });
    return order;
}

bool EdgeHttpClient::State::isOwnServer(const std::string& host) const {
    const auto name = core::lowerAscii(host);
    return name == domain || name.ends_with("." + domain);
}

EdgeHttpClient::EdgeHttpClient(EdgeNode::Ports ports, std::string domain,
                               EdgeCredentials credentials, const std::vector<net::Endpoint>& nodes)
    : state_(
          std::make_shared<State>(State{ports,
                                        core::lowerAscii(domain),
                                        std::make_shared<EdgeCredentials>(std::move(credentials)),
                                        {}})) {
    for (const auto& node : nodes) state_->add(node);
}

EdgeHttpClient::~EdgeHttpClient() = default;

core::Task<net::HttpResponse> EdgeHttpClient::send(net::HttpRequest request) {
    return std::make_shared<EdgePassage>(state_, std::move(request))->start();
}

core::Task<EdgeConfig> EdgeHttpClient::configuration(const net::Endpoint& node) {
    state_->add(node);
    return state_->find(node)->configuration();
}

void EdgeHttpClient::prefer(const net::Endpoint& node, const std::vector<net::Endpoint>& others) {
    state_->add(node);
    for (const auto& other : others) state_->add(other);
    const auto first = state_->find(node);
    std::stable_partition(state_->nodes.begin(), state_->nodes.end(),
                          [&](const auto& one) { return one == first; });
}

void EdgeHttpClient::setCredentials(EdgeCredentials credentials) {
    *state_->credentials = std::move(credentials);
    for (const auto& node : state_->nodes) node->forgive();
}

std::vector<net::Endpoint> EdgeHttpClient::nodes() const {
    std::vector<net::Endpoint> servers;
    for (const auto& node : state_->inOrder()) servers.push_back(node->server());
    return servers;
}

}  // namespace sidetone::signin
