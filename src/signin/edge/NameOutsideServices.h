// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Says what cannot be used from outside, and why (EDGE-05): for Connection Status, `explain` and
/// the problem report, which all show the trace.
class NameOutsideServices final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "outside-services"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"uds-version"}; }
    [[nodiscard]] bool isEssential() const override { return false; }

protected:
    void run(Context& context) override;
};

}  // namespace sidetone::signin
