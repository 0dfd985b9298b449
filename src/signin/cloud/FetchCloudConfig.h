// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Fetches the client configuration that the organisation's administrator set up in the cloud
/// (EMU-5). It goes before the file service's; it may name a call manager.
class FetchCloudConfig final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "cloud-config"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"credentials"}; }
    [[nodiscard]] bool isEssential() const override { return false; }
    [[nodiscard]] bool needsPassword() const override { return true; }

protected:
    void run(Context& context) override;

private:
    void fetched(Context& context, const core::Result<net::HttpResponse>& answer);
};

}  // namespace sidetone::signin
