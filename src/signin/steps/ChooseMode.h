// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Decides what the client is for this person: messages, calls or both (DISC-19).
class ChooseMode final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "product-mode"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override {
        return {"presence-servers", "group-config"};
    }
    [[nodiscard]] bool needsPassword() const override { return true; }

protected:
    void run(Context& context) override;
};

}  // namespace sidetone::signin
