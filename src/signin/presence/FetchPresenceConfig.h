// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Fetches what the presence server is set up to tell its clients: domain, nodes, file servers,
/// device list, directory (provisioning contract 7.3). It takes the service profile's place.
class FetchPresenceConfig final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "presence-config"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"credentials"}; }
    [[nodiscard]] bool needsPassword() const override { return true; }

protected:
    void run(Context& context) override;

private:
    void fetched(Context& context, const net::HttpResponse& answer);
};

}  // namespace sidetone::signin
