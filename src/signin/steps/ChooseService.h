// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Decides by the three answers where to sign in: _cisco-uds before _cuplogin before
/// _collab-edge (DISC-01, DISC-03); the servers come in the order of RFC 2782 (DISC-02).
class ChooseService final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "service"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"address"}; }
    /// The strongest answer is enough; without it all three are waited for.
    [[nodiscard]] bool isReady(const Context& context) const override;

protected:
    void run(Context& context) override;

private:
    [[nodiscard]] static core::Error nothingFound(const Context& context);
};

}  // namespace sidetone::signin
