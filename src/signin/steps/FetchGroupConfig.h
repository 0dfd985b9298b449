// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// Fetches the group's configuration file that the device's support field names; it goes before
/// jabber-config.xml (PROV-03).
class FetchGroupConfig final : public Step {
public:
    [[nodiscard]] std::string_view name() const override { return "group-config"; }
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"device-file"}; }
    [[nodiscard]] bool isEssential() const override { return false; }

protected:
    void run(Context& context) override;

private:
    void fetched(Context& context, const core::Result<net::HttpResponse>& answer);
};

}  // namespace sidetone::signin
