// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Asks the person for the e-mail address by which the home cluster is found, where
/// ServicesDomainSsoEmailPrompt is ON (provisioning contract 14.4).
class AskEmail final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "email-prompt"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"uds-version"}; }

protected:
    void run(Context& context) override;
};

}  // namespace sidetone::signin
