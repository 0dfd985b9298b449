// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "signin/edge/EdgeState.h"

namespace sidetone::signin {

/// One request on its way through an edge, from node to node. It lives as long as its task is
/// waited for.
///
/// States: having a cookie made, being sent; events: the cookie, the answer. A cookie that was
/// refused is fetched again once for each node.
class EdgePassage : public std::enable_shared_from_this<EdgePassage> {
public:
    EdgePassage(std::shared_ptr<EdgeHttpClient::State> state, net::HttpRequest request);
    [[nodiscard]] core::Task<net::HttpResponse> start();

private:
    using Answer = core::Result<net::HttpResponse>;

    void enter();
    void tryNext();
    void visit();
    [[nodiscard]] bool wantsProof() const;
    void sendWithToken();
    void send(const std::optional<core::Secret>& token);
    void lost(core::Error error);
    void answered(net::HttpResponse answer, const std::optional<core::Secret>& token);
    void notAdmitted(const net::HttpResponse& answer);
    void notAllowed();
    void noNextHop(const net::HttpResponse& answer);
    [[nodiscard]] bool follow(const net::HttpResponse& answer);
    [[nodiscard]] std::string tried() const;
    [[nodiscard]] bool mayBeRepeated() const;
    void fail(core::Error error);
    void finish(Answer answer);
    void end();

    std::shared_ptr<EdgeHttpClient::State> state_;
    net::HttpRequest request_;
    net::Endpoint target_;  ///< the server inside
    std::vector<std::shared_ptr<EdgeNode>> nodes_;
    std::size_t next_ = 0;
    std::shared_ptr<EdgeNode> node_;
    bool hasRenewed_ = false;
    bool hasRenewedToken_ = false;
    bool wasSent_ = false;  ///< a part of the source may have been read
    int redirects_ = 0;
    std::vector<std::pair<net::Endpoint, core::Error>> failures_;
    core::Promise<net::HttpResponse> promise_;
    std::shared_ptr<EdgePassage> self_;
    core::Owner owner_;
};

}  // namespace sidetone::signin
