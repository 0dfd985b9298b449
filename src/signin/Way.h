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

/// "call-manager", "presence-server", "edge", "cloud", "phone-mode".
[[nodiscard]] std::string_view name(Way way);

}  // namespace sidetone::signin
