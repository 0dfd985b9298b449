// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "signin/Step.h"
#include "signin/cloud/CloudBrowser.h"

namespace sidetone::signin {

/// Exchanges the password for a token of the cloud, or has the browser fetch it where the look-up
/// said so (contract 3); and the token for a session at the organisation's service (provisioning
/// contract 4, steps 1 and 2). The token opens chat.
class SignInToCloud final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "credentials"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"service"}; }

protected:
    void run(Context& context) override;

private:
    void askForToken(Context& context, const std::string& url);
    void signOn(Context& context);
    void tokenCame(Context& context, const core::Result<net::HttpResponse>& answer);
    void begin(Context& context, const cloud::Token& token);
    void sessionCame(Context& context, const core::Result<net::HttpResponse>& answer);
    void refused(const Context& context, core::Error error);

    std::string asked_;
    std::unique_ptr<cloud::CloudBrowser> browser_;
};

}  // namespace sidetone::signin
