// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/doctor/Check.h"
#include "client/doctor/DiscoveredDoorsCheck.h"
#include "client/doctor/DnsCheck.h"
#include "client/doctor/DoorCheck.h"
#include "client/doctor/doors.h"
#include "client/doctor/machineChecks.h"

namespace sidetone::client {

std::vector<std::unique_ptr<Check>> checksFor(const CheckContext& context) {
    std::vector<std::unique_ptr<Check>> checks;
    checks.push_back(std::make_unique<NetworkCheck>());
    checks.push_back(std::make_unique<DnsCheck>());
    checks.push_back(std::make_unique<KeyStoreCheck>());
    checks.push_back(std::make_unique<SoundCheck>());
    checks.push_back(std::make_unique<RulesCheck>());
    if (context.deployment) {
        for (auto& door : doorsOf(*context.deployment)) {
            checks.push_back(std::make_unique<DoorCheck>(std::move(door)));
        }
    } else {
        checks.push_back(std::make_unique<DiscoveredDoorsCheck>());
    }
    return checks;
}

}  // namespace sidetone::client
