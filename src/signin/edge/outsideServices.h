// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "signin/Findings.h"

namespace sidetone::signin {

/// Whether a service can be used from outside through an edge.
enum class OutsideSupport {
    Works,
    WhenAllowed,     ///< where its server is on the edge's allow list of HTTP servers
    NotThroughEdge,  ///< `because` says why, and what to do instead
};

/// A row of the chapter's table "Supported Services" for remote access (EDGE-05).
struct OutsideService {
    std::string_view group;  ///< "Directory"
    std::string_view name;   ///< "LDAP search"
    OutsideSupport support = OutsideSupport::Works;
    std::string_view because;  ///< one sentence; empty where it works
};

/// The whole table, in the chapter's order.
[[nodiscard]] const std::vector<OutsideService>& outsideServices();

/// The table for what was found: calls want release 9.1(2) of the call manager (EDGE-09) and an
/// edge that passes them on, messages an edge that passes them on.
[[nodiscard]] std::vector<OutsideService> outsideServices(const Findings& found);

}  // namespace sidetone::signin
