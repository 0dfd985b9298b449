// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "signin/edge/EdgeHttpClient.h"

namespace sidetone::signin {

/// What the requests through one edge share. It lives as long as one of them.
struct EdgeHttpClient::State {
    EdgeNode::Ports ports;
    std::string domain;
    std::shared_ptr<EdgeCredentials> credentials;
    std::vector<std::shared_ptr<EdgeNode>> nodes;  ///< in the order to be tried

    void add(const net::Endpoint& server);
    [[nodiscard]] std::shared_ptr<EdgeNode> find(const net::Endpoint& server) const;
    /// Those that answered last time before those in trouble.
    [[nodiscard]] std::vector<std::shared_ptr<EdgeNode>> inOrder() const;
    /// Whether the person's credentials may go along: only to the office's own names.
    [[nodiscard]] bool isOwnServer(const std::string& host) const;
};

}  // namespace sidetone::signin
