// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "office/userstore/User.h"

namespace sidetone::office {

/// Invented people, always the same for the same index: person 0, 1, 2 ... Their numbers start at
/// 100000. They have no credentials.
[[nodiscard]] std::vector<User> generatePeople(std::size_t first, std::size_t count,
                                               const std::string& domain);

/// Gives half of these people the second cluster as their home: all are in both directories.
void shareBetweenClusters(std::vector<User>& people);

/// The index that comes behind those who are among these; 0 where none is.
[[nodiscard]] std::size_t nextGenerated(const std::vector<User>& users);

/// The person of the user's own words: fills in what the caller left empty (names from the id,
/// mail, device, outside number, record key).
[[nodiscard]] User completed(User user, const std::string& domain);

}  // namespace sidetone::office
