// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Reads the person's own entry, which only the right password opens (AUTH-09: one password for
/// everything).
class CheckPassword final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "credentials"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override {
        return {"home-cluster", "sign-on"};
    }
    [[nodiscard]] bool isReady(const Context& context) const override;
    [[nodiscard]] bool needsPassword() const override { return true; }

protected:
    void run(Context& context) override;

private:
    void answered(Context& context, const net::HttpResponse& answer);
    void askForHome(Context& context);
    [[nodiscard]] static bool moveHome(Context& context,
                                       const core::Result<net::HttpResponse>& answer);
    void conclude(Context& context);

    bool hasAskedAgain_ = false;
};

}  // namespace sidetone::signin
