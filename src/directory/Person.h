// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Address.h"

namespace sidetone::directory {

/// Somebody whom a contact source knows. Fields that it does not know are empty.
struct Person {
    std::string name;
    core::Address address;  ///< for chat and presence
    std::string title;
    std::string department;
    std::vector<std::string> numbers;  ///< work number first
};

}  // namespace sidetone::directory
