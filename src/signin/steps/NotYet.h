// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "signin/Step.h"

namespace sidetone::signin {

/// A way that cannot be gone yet says so.
class NotYet final : public Step {
public:
    NotYet(std::string answer, std::string advice)
        : answer_(std::move(answer)), advice_(std::move(advice)) {}

    [[nodiscard]] std::string_view name() const override { return "not-yet"; }
    [[nodiscard]] std::string title(const Context& context) const override {
        return "Signing in " + context.found.address.text();
    }
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"service"}; }

protected:
    void run(Context& context) override {
        failed(core::fail(core::ErrorCode::Unsupported,
                          "Finding the servers of " + context.found.servicesDomain, answer_,
                          advice_));
    }

private:
    std::string answer_;
    std::string advice_;
};

}  // namespace sidetone::signin
