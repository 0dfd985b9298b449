// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Turns to the cloud where its look-up service answers after a weaker way was chosen: the cloud
/// goes before the domain's own records, and nobody waits for it (DISC-09). It leaves no line in
/// the trace of other sign-ins.
class PreferCloud final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "cloud-first"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"service"}; }
    [[nodiscard]] bool isReady(const Context& context) const override;
    [[nodiscard]] bool isAwaited() const override { return false; }

protected:
    void run(Context& context) override;
};

}  // namespace sidetone::signin
