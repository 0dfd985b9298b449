// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/ServiceProfile.h"
#include "config/Settings.h"
#include "core/Clock.h"
#include "signin/presence/epas.h"

namespace sidetone::signin {

/// What the presence server's properties say (provisioning contract 7.3), by names in any case.
struct PresenceProperties {
    std::string domain;                    ///< Presence.Domain; may be empty
    std::vector<std::string> nodes;        ///< Presence.{Primary,Backup,Backup2}.Address
    std::vector<std::string> fileServers;  ///< TFTP.{Primary,Backup1,Backup2}
    std::vector<std::string> deviceLists;  ///< CCMCIP.Host, CCMCIP.Host.Backup
    /// Between these a client waits before it signs in again after its node was lost.
    core::Milliseconds reloginLower{120'000};
    core::Milliseconds reloginUpper{537'000};
    /// Directory, voicemail, conferencing, CTI: what a service profile says elsewhere.
    config::ServiceProfile profile;
    /// The parameters that have a name of their own in the registry.
    std::vector<config::RawSetting> settings;
};

/// Values that make no sense are passed by.
[[nodiscard]] PresenceProperties readProperties(const epas::Properties& properties);

}  // namespace sidetone::signin
