// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Takes the edge's own servers for messages, where the profile says that there are messages: the
/// presence nodes themselves cannot be reached from outside (provisioning 11.1).
class UseEdgeServers final : public Step {
public:
    /// The same as of the step that finds them inside: what follows is the same.
    [[nodiscard]] std::string_view name() const override { return "presence-servers"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override {
        return {"service-profile", "client-config"};
    }

protected:
    void run(Context& context) override;
};

}  // namespace sidetone::signin
