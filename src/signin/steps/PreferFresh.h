// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Lets remembered SRV answers go where the name servers say something else now, so that a fleet
/// follows a changed zone (ADM-04): another way, or none of the same servers. Only until the home
/// cluster is found: later the answers of now count for the next sign-in. It leaves no line in the
/// trace of other sign-ins.
class PreferFresh final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "fresh-records"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"service"}; }
    [[nodiscard]] bool isReady(const Context& context) const override;
    [[nodiscard]] bool isAwaited() const override { return false; }

protected:
    void run(Context& context) override;
};

}  // namespace sidetone::signin
