// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sidetone::office {

using FormFields = std::vector<std::pair<std::string, std::string>>;

/// The fields of an application/x-www-form-urlencoded body, decoded, in order. A percent sign
/// without two hexadecimal digits stays as it is.
[[nodiscard]] FormFields parseForm(std::string_view body);
/// The first value of that name.
[[nodiscard]] std::optional<std::string> fieldOf(const FormFields& fields, std::string_view name);

}  // namespace sidetone::office
