// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Where chat is: the node that took the password, then the others that the presence server names.
class FindPresenceNodes final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "presence-servers"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override {
        return {"presence-config"};
    }

protected:
    void run(Context& context) override;
};

}  // namespace sidetone::signin
