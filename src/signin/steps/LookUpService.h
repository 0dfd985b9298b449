// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"
#include "signin/discovery/rules.h"

namespace sidetone::signin {

/// Asks the name servers for one of the services that a domain may offer (DISC-01), or for the
/// same in the pinpoint zone where the domain itself named nothing inside (DISC-25). What the
/// settings exclude is not asked (DISC-12).
class LookUpService final : public Step {
public:
    enum class Zone { Domain, Pinpoint };
    explicit LookUpService(Service service, Zone zone = Zone::Domain)
        : service_(service), zone_(zone) {}

    [[nodiscard]] std::string_view name() const override;
    [[nodiscard]] std::string title(const Context& context) const override;
    [[nodiscard]] std::vector<std::string_view> needs() const override { return {"address"}; }
    [[nodiscard]] bool isReady(const Context& context) const override;
    [[nodiscard]] bool isEssential() const override { return false; }
    /// Where a stronger service is found, a weaker one's late answer changes nothing.
    [[nodiscard]] bool isAwaited() const override { return false; }

protected:
    void run(Context& context) override;

private:
    [[nodiscard]] std::string question(const Context& context) const;
    [[nodiscard]] ServiceLookup& lookup(Context& context) const;
    void ended(Context& context, core::Result<std::vector<net::SrvRecord>> answer);

    Service service_;
    Zone zone_;
    core::Instant began_;
};

}  // namespace sidetone::signin
