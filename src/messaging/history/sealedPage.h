// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/Random.h"
#include "core/Secret.h"
#include "store/moveHistory.h"

namespace sidetone::messaging {

/// A code of 130 bits: 26 signs of 0-9 and A-Z without I, L, O and U, in groups.
[[nodiscard]] std::string makeTransferCode(core::Random& random);
/// The key of a transfer; empty where that is no such code.
[[nodiscard]] std::optional<core::Secret> transferKey(std::string_view code,
                                                      std::string_view transfer);

/// The page as text: compressed JSON, AES-256-GCM, base64. `after` is what was asked for, so that
/// nobody on the way can answer with another page.
[[nodiscard]] std::string sealPage(const store::MovedPage& page, std::int64_t after,
                                   const core::Secret& key, core::Random& random);
/// Empty where the key does not fit, the page is not the one behind `after`, or makes no sense.
[[nodiscard]] std::optional<store::MovedPage> openPage(std::string_view text, std::int64_t after,
                                                       const core::Secret& key);

/// The parts of it: one page as JSON, and back.
[[nodiscard]] std::string writePage(const store::MovedPage& page, std::int64_t after);
[[nodiscard]] std::optional<store::MovedPage> readPage(std::string_view json, std::int64_t after);

}  // namespace sidetone::messaging
