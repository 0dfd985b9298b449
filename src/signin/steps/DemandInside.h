// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Refuses a first sign-in through the edge where it must happen inside (DISC-14): the
/// configuration file names another domain for the voice services than the one that led here.
class DemandInside final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "first-sign-in"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override {
        return {"client-config", "group-config"};
    }

protected:
    void run(Context& context) override;
};

}  // namespace sidetone::signin
