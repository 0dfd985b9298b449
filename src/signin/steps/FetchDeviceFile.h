// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Fetches the softphone's configuration file: lines, call managers, ports, marking (PROV-02).
/// Without it there is no phone, but the messages go on.
class FetchDeviceFile final : public Step {
public:
    /// Without a phone the sign-in goes on, except where there is nothing else.
    enum class Importance { Optional, Essential };
    explicit FetchDeviceFile(Importance importance = Importance::Optional)
        : importance_(importance) {}

    [[nodiscard]] std::string_view name() const override { return "device-file"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"devices"}; }
    [[nodiscard]] bool isEssential() const override { return importance_ == Importance::Essential; }
    [[nodiscard]] bool needsPassword() const override { return true; }

protected:
    void run(Context& context) override;

private:
    void fetched(Context& context, const core::Result<net::HttpResponse>& answer);

    Importance importance_;
};

}  // namespace sidetone::signin
