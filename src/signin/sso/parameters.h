// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sidetone::signin::sso {

/// Names and values in their order, for a query or a form.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// "a=b&c=d", percent-encoded.
[[nodiscard]] std::string encodedFields(const Fields& fields);
/// Reads such a text, also with a ? or # before it; + is a space. Of equal names the first
/// counts. At most 50 fields are read.
[[nodiscard]] std::map<std::string, std::string> readFields(std::string_view text);

}  // namespace sidetone::signin::sso
