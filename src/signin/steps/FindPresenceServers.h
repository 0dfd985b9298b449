// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Puts the presence servers in order: the person's own nodes, else the service profile's, else
/// the domain's _xmpp-client records.
class FindPresenceServers final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "presence-servers"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override {
        return {"service-profile", "client-config"};
    }

protected:
    void run(Context& context) override;

private:
    void lookUp(Context& context);
    [[nodiscard]] static bool namesADomain(const Findings& found);
    void checkDomain(Context& context);
};

}  // namespace sidetone::signin
