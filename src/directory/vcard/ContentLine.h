// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sidetone::directory {

/// One property of a vCard as it stands in the file: RFC 6350 3.3, RFC 2426 4, and vCard 2.1,
/// whose parameters may be values alone ("TEL;WORK;VOICE:...").
struct ContentLine {
    struct Parameter {
        std::string name;   ///< lower case; "type" where the file has a value alone
        std::string value;  ///< without quotation marks; one of several that commas part
    };
    std::string group;  ///< lower case: "item1"; mostly empty
    std::string name;   ///< upper case: "TEL"
    std::vector<Parameter> parameters;
    std::string value;     ///< as it is written: escaped, encoded
    std::size_t line = 0;  ///< of its beginning in the file, from 1

    /// The first value of the parameter, or nothing.
    [[nodiscard]] std::string_view parameter(std::string_view lowerCaseName) const;
    /// Whether one of its types is this one; types are compared in lower case.
    [[nodiscard]] bool hasType(std::string_view lowerCaseType) const;
};

}  // namespace sidetone::directory
