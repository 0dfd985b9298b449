// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/text.h"

namespace sidetone::directory {

/// One entry as the server gave it: any bytes, of any length that the connection lets through.
struct LdapEntry {
    std::string name;                                        ///< distinguished name
    std::map<std::string, std::vector<std::string>> values;  ///< by lower-case attribute name

    /// The values of an attribute, whatever its case; options behind a semicolon do not count.
    [[nodiscard]] const std::vector<std::string>& of(const std::string& attribute) const {
        static const std::vector<std::string> none;
        const auto at = values.find(core::lowerAscii(attribute));
        return at == values.end() ? none : at->second;
    }
    [[nodiscard]] std::string first(const std::string& attribute) const {
        const auto& all = of(attribute);
        return all.empty() ? std::string() : all.front();
    }
};

}  // namespace sidetone::directory
