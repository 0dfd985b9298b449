// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Decides where to sign in, see decide() for the order (DISC-09); the servers come in the order
/// of RFC 2782 (DISC-02). It runs again where a way was given up.
class ChooseService final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "service"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"address"}; }
    /// As soon as no answer that is still out could change it.
    [[nodiscard]] bool isReady(const Context& context) const override;

protected:
    void run(Context& context) override;
};

}  // namespace sidetone::signin
