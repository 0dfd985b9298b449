// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "net/HttpClient.h"
#include "signin/edge/EdgeNode.h"

namespace sidetone::signin {

/// Asks the servers of an office through its edge (provisioning 11.2): the URL becomes the edge's
/// path form, the person's Authorization and the node's cookie are added, a lost cookie is
/// fetched again once. Nodes are tried in their order, the one that answered last first.
///
/// What only the edge can mean comes back as an error: 403, the server is not on the allow list
/// (EDGE-03); 502, the edge cannot reach it; 401 or 407 after a fresh cookie. A 401 of the server
/// inside is its answer. `url` of an answer is the one that was asked for, not the edge's; what a
/// server inside leads to is followed through the edge too.
class EdgeHttpClient final : public net::HttpClient {
public:
    /// The ports outlive the client. `nodes` is not empty.
    EdgeHttpClient(EdgeNode::Ports ports, std::string domain, EdgeCredentials credentials,
                   const std::vector<net::Endpoint>& nodes);
    ~EdgeHttpClient() override;
    EdgeHttpClient(const EdgeHttpClient&) = delete;
    EdgeHttpClient& operator=(const EdgeHttpClient&) = delete;

    [[nodiscard]] core::Task<net::HttpResponse> send(net::HttpRequest request) override;

    /// Asks this node for the office's configuration, which also gives its cookie.
    [[nodiscard]] core::Task<EdgeConfig> configuration(const net::Endpoint& node);
    /// This node goes first from now on, and the nodes that it names beside it follow.
    void prefer(const net::Endpoint& node, const std::vector<net::Endpoint>& others);
    /// Who the person is from now on; what was refused before is forgotten.
    void setCredentials(EdgeCredentials credentials);
    /// In the order in which they are tried.
    [[nodiscard]] std::vector<net::Endpoint> nodes() const;

    struct State;

private:
    std::shared_ptr<State> state_;
};

}  // namespace sidetone::signin
