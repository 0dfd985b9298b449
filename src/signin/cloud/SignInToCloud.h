// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Exchanges the password for a token of the cloud, and the token for a session at the
/// organisation's service (provisioning contract 4, steps 1 and 2). The token opens chat.
class SignInToCloud final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "credentials"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"service"}; }
    [[nodiscard]] bool needsPassword() const override { return true; }

protected:
    void run(Context& context) override;

private:
    void tokenCame(Context& context, const core::Result<net::HttpResponse>& answer);
    void sessionCame(Context& context, const core::Result<net::HttpResponse>& answer);
    void refused(const Context& context, core::Error error);

    std::string asked_;
};

}  // namespace sidetone::signin
