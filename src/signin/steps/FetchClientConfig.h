// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Fetches jabber-config.xml and, where the account names one, the profile's own file, which
/// goes before it (PROV-01). Neither must exist; a broken one is ignored with a remark, and
/// the last one that could be read counts instead.
class FetchClientConfig final : public Step {
public:
    explicit FetchClientConfig(std::string_view after = "credentials") : after_(after) {}

    [[nodiscard]] std::string_view name() const override { return "client-config"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {after_}; }
    [[nodiscard]] bool isEssential() const override { return false; }

protected:
    void run(Context& context) override;

private:
    void take(const std::string& file, const core::Result<net::HttpResponse>& answer);
    void fetchProfileFile(Context& context);
    [[nodiscard]] bool useLastGood(const Context& context);
    void conclude(Context& context);

    std::string_view after_;
    std::vector<config::RawSetting> settings_;
    std::string told_;
    std::string good_;  ///< jabber-config.xml as it came
    std::optional<core::Error> error_;
    bool hasAny_ = false;
};

}  // namespace sidetone::signin
