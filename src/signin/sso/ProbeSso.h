// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"
#include "signin/sso/ssoAnswers.h"

namespace sidetone::signin {

/// Asks the call manager that answered whether people sign on in the browser (provisioning
/// contract 14.1). It runs beside the look-up of the home cluster; where that is another cluster,
/// "sign-on" asks there again. No answer is a no.
class ProbeSso final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "sso-probe"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"uds-version"}; }
    [[nodiscard]] bool isEssential() const override { return false; }

protected:
    void run(Context& context) override;
};

namespace sso {

/// Asks one call manager; what cannot be had or read is "off". Never an error.
[[nodiscard]] core::Task<SsoFindings> askForSso(Context& context, const net::Endpoint& server);
/// "https://cucm1.example.com:8443/ssosp/ws/public/singleSignOn".
[[nodiscard]] std::string ssoUrl(const net::Endpoint& server);

}  // namespace sso
}  // namespace sidetone::signin
