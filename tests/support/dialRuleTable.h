// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace sidetone::test {

/// A call manager's rules as an administrator writes them: outside lines by 9, international
/// calls by 900, a short form of the own site, an operator, and a service code that is left alone.
inline constexpr const char* dialRuleFile = R"(<?xml version="1.0" encoding="UTF-8"?>
<DialRules>
  <DialRule BeginsWith="+1919" NumDigits="12" DigitsToRemove="8" PrefixWith=""/>
  <DialRule BeginsWith="+1" NumDigits="12" DigitsToRemove="1" PrefixWith="9"/>
  <DialRule BeginsWith="+" NumDigits="11" DigitsToRemove="1" PrefixWith="900"/>
  <DialRule BeginsWith="+" NumDigits="13" DigitsToRemove="1" PrefixWith="900"/>
  <DialRule BeginsWith="+" NumDigits="14" DigitsToRemove="1" PrefixWith="900"/>
  <DialRule BeginsWith="0" NumDigits="1" DigitsToRemove="1" PrefixWith="5000"/>
  <DialRule BeginsWith="#" NumDigits="4" DigitsToRemove="1" PrefixWith="*"/>
  <DialRule BeginsWith="911" NumDigits="3" DigitsToRemove="0" PrefixWith=""/>
  <DialRule BeginsWith="" NumDigits="7" DigitsToRemove="0" PrefixWith="9"/>
  <DialRule BeginsWith="" NumDigits="10" DigitsToRemove="0" PrefixWith="91"/>
  <DialRule BeginsWith="1" NumDigits="11" DigitsToRemove="0" PrefixWith="9"/>
  <DialRule BeginsWith="2" NumDigits="4" DigitsToRemove="4" PrefixWith="7777"/>
</DialRules>)";

struct DialRulePair {
    const char* dialled;
    const char* becomes;
};

/// 50 numbers and what becomes of them.
inline const std::vector<DialRulePair> dialRuleTable{{"+19195551234", "1234"},
                                                     {"+19195550000", "0000"},
                                                     {"+19191111111", "1111"},
                                                     {"+14085551234", "914085551234"},
                                                     {"+12125550100", "912125550100"},
                                                     {"+18005550199", "918005550199"},
                                                     {"+1408555123", "9001408555123"},
                                                     {"+140855512345", "900140855512345"},
                                                     {"+4930123456", "9004930123456"},
                                                     {"+4420794601", "9004420794601"},
                                                     {"+493012345678", "900493012345678"},
                                                     {"+442079460123", "900442079460123"},
                                                     {"+4930123456789", "9004930123456789"},
                                                     {"+8613912345678", "9008613912345678"},
                                                     {"+49301234", "+49301234"},
                                                     {"+49301234567", "+49301234567"},
                                                     {"+493012345678901", "+493012345678901"},
                                                     {"+1", "+1"},
                                                     {"+", "+"},
                                                     {"0", "5000"},
                                                     {"00", "00"},
                                                     {"01", "01"},
                                                     {"#123", "*123"},
                                                     {"#12", "#12"},
                                                     {"#1234", "#1234"},
                                                     {"911", "911"},
                                                     {"9110", "9110"},
                                                     {"112", "112"},
                                                     {"5551234", "95551234"},
                                                     {"0000000", "90000000"},
                                                     {"+123456", "9+123456"},
                                                     {"*123456", "9*123456"},
                                                     {"4085551234", "914085551234"},
                                                     {"2125550100", "912125550100"},
                                                     {"14085551234", "914085551234"},
                                                     {"12125550100", "912125550100"},
                                                     {"24085551234", "24085551234"},
                                                     {"2001", "7777"},
                                                     {"2999", "7777"},
                                                     {"3001", "3001"},
                                                     {"200", "200"},
                                                     {"20011", "20011"},
                                                     {"", ""},
                                                     {"1", "1"},
                                                     {"123456", "123456"},
                                                     {"12345678", "12345678"},
                                                     {"123456789", "123456789"},
                                                     {"123456789012", "123456789012"},
                                                     {"anna@office.example", "anna@office.example"},
                                                     {"4085551@o", "4085551@o"}};

}  // namespace sidetone::test
