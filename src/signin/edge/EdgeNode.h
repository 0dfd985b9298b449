// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Secret.h"
#include "core/Task.h"
#include "net/HttpClient.h"
#include "net/TokenSource.h"
#include "signin/edge/EdgeConfig.h"

namespace sidetone::signin {

/// Who the person is at the edge. A token goes before the password.
struct EdgeCredentials {
    std::string user;
    std::optional<core::Secret> password;
    std::shared_ptr<net::TokenSource> tokens;
};

/// One edge node and the cookie that it gave (provisioning 11.1). A cookie belongs to the full
/// name of its node and is never shown to another one (EDGE-04).
///
/// States: no cookie, fetching one (others wait for the same), having one, pausing after the node
/// refused us: 15 s, doubled with each further refusal up to 15 min, because an edge blocks
/// addresses that fail again and again.
class EdgeNode {
public:
    struct Ports {
        net::HttpClient& outer;  ///< asks the edge itself
        core::Clock& clock;
        core::Milliseconds limit{5'000};  ///< for asking for the configuration
    };

    /// `credentials` is shared by all nodes of one edge.
    EdgeNode(Ports ports, net::Endpoint server, std::string domain,
             std::shared_ptr<const EdgeCredentials> credentials);
    EdgeNode(const EdgeNode&) = delete;
    EdgeNode& operator=(const EdgeNode&) = delete;

    /// Asks for the office's configuration, which also fetches a new cookie. Unauthorised where
    /// the edge refuses the person, Unavailable where it cannot reach the office or pauses.
    [[nodiscard]] core::Task<EdgeConfig> configuration();
    /// Settled at once where there is a cookie that holds; else it is fetched.
    [[nodiscard]] core::Task<void> ready();

    /// "X-Auth=…", or empty: some edges give none.
    [[nodiscard]] const core::Secret& cookie() const { return cookie_; }
    [[nodiscard]] core::Milliseconds cookieAge() const;
    void forgetCookie();
    /// Whether this answer is the edge's own and no passed-on answer of a server inside. [I]: an
    /// edge says its own name in Server, as it did with the configuration.
    [[nodiscard]] bool isOwn(const net::HttpResponse& answer) const;

    /// It could not be reached: for a while it is tried after the others.
    void troubled();
    [[nodiscard]] bool isTroubled() const;
    /// It refused a cookie that it had just given, or said that it is overloaded.
    void refused(core::Error error);
    /// New credentials: what was refused before means nothing any more.
    void forgive();

    [[nodiscard]] const net::Endpoint& server() const { return server_; }

private:
    void ask();
    void send(const std::optional<core::Secret>& token);
    void answered(core::Result<net::HttpResponse> answer, const std::optional<core::Secret>& token);
    enum class Shown { Password, Token };
    [[nodiscard]] core::Result<EdgeConfig> read(const net::HttpResponse& answer, Shown shown);
    void takeCookie(const net::HttpResponse& answer);
    [[nodiscard]] core::Error statusError(const net::HttpResponse& answer, Shown shown) const;
    void finish(core::Result<EdgeConfig> outcome);
    [[nodiscard]] std::string tried() const;

    Ports ports_;
    net::Endpoint server_;
    std::string domain_;
    std::shared_ptr<const EdgeCredentials> credentials_;
    core::Secret cookie_;
    bool hasSession_ = false;
    core::Instant cookieFrom_;
    core::Milliseconds cookieLasts_{0};
    std::string ownName_;  ///< its Server header
    int refusals_ = 0;
    core::Instant pauseUntil_;
    std::optional<core::Error> pauseReason_;
    int troubles_ = 0;
    core::Instant troubledUntil_;
    bool hasRenewedToken_ = false;
    std::vector<core::Promise<EdgeConfig>> waiting_;
    core::Owner owner_;
};

}  // namespace sidetone::signin
