// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Address.h"
#include "directory/ContactSource.h"

namespace sidetone::directory {

/// Who of these is meant by each address: the best fit by addressRank(); where several fit equally
/// well, the one whose mail it is, else nobody (DIR-8).
[[nodiscard]] ContactSource::Matches matchAddresses(const std::vector<Person>& people,
                                                    const std::vector<core::Address>& addresses,
                                                    const std::string& presenceDomain);

/// Who of these has each number (isSameNumber()); nobody where two people have it: a wrong name is
/// worse than none.
[[nodiscard]] ContactSource::Matches matchNumbers(const std::vector<Person>& people,
                                                  const std::vector<std::string>& numbers);

}  // namespace sidetone::directory
