// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/ContentLine.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::directory {

std::string_view ContentLine::parameter(std::string_view lowerCaseName) const {
    for (const auto& parameter : parameters) {
        if (parameter.name == lowerCaseName) return parameter.value;
    }
    return {};
}

bool ContentLine::hasType(std::string_view lowerCaseType) const {
    return std::any_of(parameters.begin(), parameters.end(), [&](const Parameter& parameter) {
        return parameter.name == "type" && core::lowerAscii(parameter.value) == lowerCaseType;
    });
}

}  // namespace sidetone::directory
