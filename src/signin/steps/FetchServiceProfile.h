// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Fetches the service profile: which services the person has, on which servers, and who
/// authenticates (DISC-21).
class FetchServiceProfile final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "service-profile"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"credentials"}; }
    [[nodiscard]] bool needsPassword() const override { return true; }

protected:
    void run(Context& context) override;

private:
    void fetched(Context& context, const core::Result<net::HttpResponse>& answer);
};

}  // namespace sidetone::signin
