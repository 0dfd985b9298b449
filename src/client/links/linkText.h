// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sidetone::client {

/// Percent-decoded; what is no valid escape stays as it stands, since people write links by hand.
/// Control characters other than line ends are taken out, and bytes that are no UTF-8 become '?'.
[[nodiscard]] std::string linkText(std::string_view encoded);
/// The same in one line.
[[nodiscard]] std::string linkLine(std::string_view encoded);

}  // namespace sidetone::client
