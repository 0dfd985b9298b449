// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"
#include "signin/XmppDoor.h"

namespace sidetone::signin {

/// Knocks at the servers that a sign-in would go on with, without signing in: a TCP connection
/// to the presence server, TLS to the phone's call manager.
class ReachServices final : public Step {
public:
    enum class Kind { Presence, Phone };
    explicit ReachServices(Kind kind) : kind_(kind) {}

    [[nodiscard]] std::string_view name() const override {
        return kind_ == Kind::Presence ? "reach-presence" : "reach-phone";
    }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override {
        return {"presence-servers", "product-mode"};
    }
    [[nodiscard]] bool needsPassword() const override { return kind_ == Kind::Phone; }

protected:
    void run(Context& context) override;

private:
    void knock(Context& context);
    void answered(Context& context, const SipServer& server,
                  const core::Result<std::shared_ptr<net::Connection>>& made);

    void greeted(const SipServer& server, const core::Result<net::TlsInfo>& tls, Context& context);
    void reached(const SipServer& server, const std::optional<net::TlsInfo>& tls);
    void missed(Context& context, const SipServer& server, const core::Error& error);

    Kind kind_;
    std::unique_ptr<XmppDoor> door_;
    std::vector<SipServer> servers_;
    std::size_t callServers_ = 0;  ///< of them; behind these are survivable sites
    std::size_t next_ = 0;
    std::vector<std::pair<net::Endpoint, core::Error>> failures_;
};

}  // namespace sidetone::signin
