// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/Address.h"
#include "directory/ldap/LdapSettings.h"

namespace sidetone::directory {

/// The filter of people: the organisation's, or the usual one of the server's kind.
[[nodiscard]] std::string peopleFilter(const LdapSettings& settings, bool isActiveDirectory);
/// People whose names begin with what is typed (DIR-12): by ambiguous name resolution where the
/// directory has it; otherwise by the attributes of PredictiveSearchFilter or the usual ones.
[[nodiscard]] std::string typedFilter(const LdapSettings& settings, bool isActiveDirectory,
                                      std::string_view typed);
/// Whoever may be meant by one of these addresses, in each of the chapter's forms (MSG-08).
[[nodiscard]] std::string addressFilter(const LdapSettings& settings,
                                        const std::vector<core::Address>& addresses);
/// Whoever has one of these numbers in a notation that can be foreseen: an indexed look-up.
[[nodiscard]] std::string numberFilter(const LdapSettings& settings,
                                       const std::vector<std::string>& numbers);
/// Whoever's number ends with the last digits of one of these, whatever stands between the
/// digits: a look through all, for directories that are written by hand.
[[nodiscard]] std::string anyNotationFilter(const LdapSettings& settings,
                                            const std::vector<std::string>& numbers);
/// The attributes that a person is made of; never the picture.
[[nodiscard]] std::vector<std::string> personAttributes(const LdapSettings& settings);
/// Those of the telephone numbers, work first.
[[nodiscard]] std::vector<std::string> numberAttributes(const LdapSettings& settings);

}  // namespace sidetone::directory
