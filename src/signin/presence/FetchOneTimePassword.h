// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Fetches the password that opens chat once (CISCO-VTG-TOKEN, provisioning contract 7.4). Without
/// it chat takes the person's own.
class FetchOneTimePassword final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "one-time-password"; }
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
