// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include "signin/Step.h"

namespace sidetone::signin {

/// Finds the cloud's chat: where the organisation's service says, else by the domain's
/// _xmpp-client records; on port 443, which leaves most networks, and on 5222 where 443 is blocked
/// (QOS-08). Both are knocked at, 5222 only where 443 is silent for a moment, so that nobody waits
/// for a firewall; who answers is tried first.
class FindCloudMessaging final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "presence-servers"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override {
        return {"cloud-organisation"};
    }
    [[nodiscard]] bool needsPassword() const override { return true; }

protected:
    void run(Context& context) override;

private:
    void lookUp(Context& context);
    void knock(Context& context);
    void knockNext(Context& context);
    void answered(Context& context, const net::Endpoint& server,
                  const core::Result<std::shared_ptr<net::Connection>>& made);

    std::vector<net::Endpoint> doors_;
    std::size_t next_ = 0;
    std::size_t underWay_ = 0;
    std::vector<std::pair<net::Endpoint, core::Error>> failures_;
    core::Timer stagger_;
};

}  // namespace sidetone::signin
