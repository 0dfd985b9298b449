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
    std::string userName{};            ///< login name in the organisation
    std::string principalName{};       ///< user@domain of the log-on (userPrincipalName)
    std::string mail{};
    std::string sipAddress{};  ///< without its scheme
    std::string employeeNumber{};
    std::string company{};
    std::string city{};
    std::string key{};       ///< what the source calls this entry: a DN, a UDS id
    std::string photoUrl{};  ///< where the picture is, where it is not in the entry

    friend bool operator==(const Person&, const Person&) = default;
};

}  // namespace sidetone::directory
