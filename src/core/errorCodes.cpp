// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/errorCodes.h"

namespace sidetone::core {

std::optional<ErrorCode> errorCodeNamed(std::string_view text) {
    for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        if (name(code) == text) return code;
    }
    return std::nullopt;
}

}  // namespace sidetone::core
