// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Finds the person's softphone among the devices (PROV-02).
class FindDevice final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "devices"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"credentials"}; }
    [[nodiscard]] bool isEssential() const override { return false; }
    [[nodiscard]] bool needsPassword() const override { return true; }

protected:
    void run(Context& context) override;

private:
    void listed(Context& context, const core::Result<net::HttpResponse>& answer);
    void askForFile(Context& context);
    void described(Context& context, const core::Result<net::HttpResponse>& answer);
    void conclude(Context& context);
    std::string path_;
    std::string asked_;
    std::string told_;
};

}  // namespace sidetone::signin
