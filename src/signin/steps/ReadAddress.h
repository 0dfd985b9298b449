// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Takes apart what the person typed (DISC-04).
class ReadAddress final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "address"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {}; }

protected:
    void run(Context& context) override;
};

}  // namespace sidetone::signin
