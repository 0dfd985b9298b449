// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "client/account/ProfileFolder.h"
#include "core/Clock.h"
#include "core/Log.h"
#include "media/rate/PathMemory.h"
#include "telephony/CallPaths.h"

namespace sidetone::client {

/// Keeps what lines carried in the profile's file "paths": a line has the network's fingerprint,
/// the other side's domain, bit/s, and when that was. Protocol thread.
class PathKeeper final : public telephony::CallPaths {
public:
    struct Ports {
        core::Clock& clock;
        core::Log& log;
        std::function<std::string()> network;  ///< its fingerprint, now
    };
    PathKeeper(Ports ports, ProfileFolder folder);

    [[nodiscard]] std::optional<int> first(const std::string& domain) override;
    void note(const std::string& domain, int bitsPerSecond) override;

private:
    const Ports ports_;
    const ProfileFolder folder_;
    media::PathMemory memory_;
};

}  // namespace sidetone::client
