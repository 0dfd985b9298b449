// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>

#include "config/DialRules.h"

/// Any bytes as dial rules: a rule that is kept can be applied, and gives something dialable.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::config;
    const auto rules = parseDialRules({reinterpret_cast<const char*>(data), size});
    if (!rules) return 0;
    for (const auto& rule : rules->rules) {
        if (rule.digitsToRemove > rule.digits) std::abort();
        std::string number = rule.beginsWith;
        while (number.size() < rule.digits) number += '5';
        for (const char c : rules->apply(number)) {
            const bool isDialable =
                (c >= '0' && c <= '9') || c == '+' || c == '*' || c == '#' || c == ',';
            if (!isDialable) std::abort();
        }
    }
    return 0;
}
