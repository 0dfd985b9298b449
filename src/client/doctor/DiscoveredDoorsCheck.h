// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/doctor/Check.h"
#include "client/doctor/DoorCheck.h"
#include "net/Resolver.h"

namespace sidetone::client {

/// The doors that DNS alone names, for a sign-in that fails before it knows more: call managers,
/// presence servers and edges of the domain's SRV records.
class DiscoveredDoorsCheck final : public Check {
public:
    [[nodiscard]] std::string title() const override { return "Ports of the servers in DNS"; }
    void run(const CheckContext& context, Done done) override;

private:
    void ask(const CheckContext& context, const std::string& service, Door::Kind kind,
             const std::string& purpose);
    void knock(const CheckContext& context, Door door);
    void finishOne();

    std::string domain_;
    std::vector<std::unique_ptr<DoorCheck>> doors_;
    std::vector<CheckResult> results_;
    std::size_t open_ = 0;
    Done done_;
    core::Owner owner_;
};

}  // namespace sidetone::client
