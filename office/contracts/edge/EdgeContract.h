// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/Resolver.h"
#include "office/contracts/Desk.h"
#include "office/contracts/edge/EdgeSessions.h"
#include "office/contracts/edge/InsideClient.h"
#include "office/contracts/edge/edgeDocuments.h"
#include "office/contracts/sso/SsoContract.h"
#include "office/supervisor/EdgeRules.h"

namespace sidetone::office {

/// One edge node's pages (provisioning 11): get_edge_config gives a cookie to whom the call
/// manager inside knows, get_edge_sso says whether there is single sign-on, authorize begins one
/// (11.3), and everything else is passed on to the server that its first segment names, with the
/// cookie, to servers of the allow list.
class EdgeContract {
public:
    explicit EdgeContract(Desk& desk)
        : desk_(desk), rules_(desk.layout), inside_(desk.layout), sso_(desk) {}

    [[nodiscard]] HttpResponse answer(const HttpRequest& request);
    /// For what goes to the file server and comes from there; else null.
    [[nodiscard]] std::unique_ptr<HttpStream> stream(const HttpRequest& request);

private:
    /// What asking inside about a person came to.
    struct Person {
        int status = 502;  ///< 200, 401, or 502 where no call manager answers
        std::string home;  ///< the home cluster's host; may be empty
    };

    [[nodiscard]] HttpResponse own(std::string_view page, const HttpRequest& request);
    [[nodiscard]] HttpResponse configuration(const HttpRequest& request);
    /// How people sign on here, by `answer sso`, `answer sso-flow` and `answer edge-sso`.
    [[nodiscard]] EdgeSso singleSignOn() const;
    /// Who asks, by the password's form or by the token's; empty where neither is there.
    [[nodiscard]] std::string nameOf(const HttpRequest& request) const;
    /// What the request asks of a server inside; nothing where its first segment names none.
    [[nodiscard]] std::optional<InsideRequest> inside(const HttpRequest& request) const;
    /// Why it is not passed on.
    [[nodiscard]] std::optional<HttpResponse> refusal(const HttpRequest& request,
                                                      const InsideRequest& inside);
    [[nodiscard]] Person find(const HttpRequest& request,
                              const std::vector<net::SrvRecord>& nodes) const;
    [[nodiscard]] Person check(const std::string& user, const std::string& home, int port,
                               const HttpRequest& request) const;
    [[nodiscard]] bool hasSession(const HttpRequest& request);
    [[nodiscard]] bool serves(std::string_view domain) const;
    void lookAtRules();

    Desk& desk_;
    EdgeRules rules_;
    InsideClient inside_;
    EdgeSessions sessions_;
    SsoContract sso_;
    std::string generation_;
};

}  // namespace sidetone::office
