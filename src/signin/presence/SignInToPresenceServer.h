// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include "signin/Step.h"
#include "signin/presence/epas.h"

namespace sidetone::signin {

/// Signs in to the presence server's login service (provisioning contract 7.2). The servers of
/// found.loginServers are asked in turn, the next one also where one is slow; a server that says
/// that another has the person is followed once. What decides is a session or a clear refusal.
class SignInToPresenceServer final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "credentials"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"service"}; }
    [[nodiscard]] bool isReady(const Context& context) const override;
    [[nodiscard]] bool needsPassword() const override { return true; }

protected:
    void run(Context& context) override;

private:
    void askNext(Context& context);
    void ask(Context& context, const net::Endpoint& server, epas::Path path);
    void answered(Context& context, const net::Endpoint& server, epas::Path path,
                  const core::Result<net::HttpResponse>& answer);
    void signedIn(Context& context, const net::Endpoint& server, epas::Path path,
                  core::Secret session);
    void redirected(Context& context, const net::Endpoint& from, const std::string& host);
    void wentWrongAt(Context& context, const net::Endpoint& server, core::Error error);

    std::vector<net::Endpoint> servers_;
    std::size_t next_ = 0;
    std::size_t underWay_ = 0;
    bool isRedirected_ = false;
    std::vector<std::pair<net::Endpoint, core::Error>> failures_;
    core::Timer stagger_;
};

}  // namespace sidetone::signin
