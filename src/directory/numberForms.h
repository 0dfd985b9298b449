// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sidetone::directory {

struct LdapNumbers;

/// Digits with what people write between them: "+1 (408) 555-0100".
[[nodiscard]] bool isNumber(std::string_view text);
/// The digits with a plus sign where the number is written internationally ("+", "00", "011" are
/// taken as that only where a plus or two zeros stand there): "+14085550100". A zero in brackets
/// behind the plus ("+49 (0)30") does not count.
[[nodiscard]] std::string canonicalNumber(std::string_view text);
/// The last `count` digits, or all there are.
[[nodiscard]] std::string lastDigits(std::string_view number, std::size_t count);
/// Whether two notations are of one number: equal, or the shorter one (without its trunk zero) is
/// the end of the longer one and has 7 digits at least. Extensions are equal or not.
[[nodiscard]] bool isSameNumber(std::string_view a, std::string_view b);
/// How the number may be written in a directory: as it is, by the look-up rules, bare and with a
/// plus sign, and by the organisation's masks. Without duplicates, the likeliest first.
[[nodiscard]] std::vector<std::string> writtenForms(std::string_view number,
                                                    const LdapNumbers& how);
/// The number as masks write it (PhoneNumberMasks: "pattern|mask|pattern|mask"; '#' is the next
/// digit, '*' the rest of them or, where there is none, anything at all, 'R' at the front fills the
/// mask from the right end). A form may so hold '*'.
[[nodiscard]] std::vector<std::string> maskedForms(std::string_view number, std::string_view masks);

}  // namespace sidetone::directory
