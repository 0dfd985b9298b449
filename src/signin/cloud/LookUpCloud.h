// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Asks the cloud's look-up service whether the services domain is its organisation (DISC-05).
class LookUpCloud final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "cas-lookup"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"address"}; }
    [[nodiscard]] bool isEssential() const override { return false; }
    [[nodiscard]] bool isAwaited() const override { return false; }

protected:
    void run(Context& context) override;
};

}  // namespace sidetone::signin
