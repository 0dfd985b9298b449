// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Error.h"

namespace sidetone::directory {

/// What a call manager's release says of the search of people (chapter, Cisco UCM User Data
/// Service; DIR-17). Only 9.1(2) leaves it open: there the first question finds out.
enum class UdsPeopleSearch {
    Included,  ///< 10.0(1) and later
    WithFile,  ///< 9.1(2), once cmterm-cucm-uds-912-5.cop.sgn is installed
    Missing,   ///< earlier than that
};
/// `release` as UDS tells it, such as "9.1.2.10000-28". One that cannot be read counts as Included.
[[nodiscard]] UdsPeopleSearch peopleSearchOf(std::string_view release);

/// For a call manager that says "there is no such resource" to a search of people: Unsupported
/// with what its release wants, or BadAnswer where its release should have it.
[[nodiscard]] core::Error noPeopleSearch(const std::string& server, std::string_view release);

}  // namespace sidetone::directory
