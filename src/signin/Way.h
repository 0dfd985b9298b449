// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace sidetone::signin {

/// Through which door a sign-in goes. Discovery decides; the plan goes on with that way's steps.
enum class Way {
    CallManager,     ///< _cisco-uds: User Data Services of release 9 and later
    PresenceServer,  ///< _cuplogin, or set by hand: the presence server's login service
    Edge,            ///< _collab-edge: everything through an Expressway
    Cloud,           ///< the domain belongs to a cloud organisation
    PhoneMode,       ///< call manager set by hand or by the installer: files and device list only
};

/// What decided on a way, the strongest first (chapter "How the Client Gets an Authenticator").
enum class ChosenBy {
    Manual,           ///< the connection settings that the person typed
    Policy,           ///< this machine's administrator
    CloudCache,       ///< an earlier sign-in: the domain is a cloud organisation
    CloudLookup,      ///< the cloud's look-up service says so now
    CachedDiscovery,  ///< the SRV answers of an earlier sign-in in this network
    Discovery,        ///< the SRV answers of now
    Installer,        ///< the bootstrap file, where discovery finds nothing
};

/// "call-manager", "presence-server", "edge", "cloud", "phone-mode".
[[nodiscard]] std::string_view name(Way way);
/// "typed", "policy", "cloud-cache", "cloud-look-up", "cached-discovery", "discovery",
/// "installer".
[[nodiscard]] std::string_view name(ChosenBy by);

}  // namespace sidetone::signin
