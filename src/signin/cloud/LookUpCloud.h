// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Asks the cloud's look-up service whether the services domain is its organisation (DISC-05),
/// beside the name servers. Whatever does not answer clearly is no organisation, and is not
/// remembered.
class LookUpCloud final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "cas-lookup"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"address"}; }
    [[nodiscard]] bool isEssential() const override { return false; }
    [[nodiscard]] bool isAwaited() const override { return false; }

protected:
    void run(Context& context) override;

private:
    void answered(Context& context, const core::Result<net::HttpResponse>& answer);
    void unknown(Context& context, const core::Error& error);
};

}  // namespace sidetone::signin
