// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/PlatformParts.h"
#include "config/LocalSources.h"

namespace sidetone::client {

/// Where this platform's configuration lies: the machine's folder and the profile.
[[nodiscard]] inline config::LocalPlaces localPlacesOf(const Platform::Parts& platform) {
    return {platform.configurationFolder / "jabber-bootstrap.properties",
            platform.configurationFolder / "policy.d", platform.folder};
}

}  // namespace sidetone::client
