// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Secret.h"

#include <cstring>

namespace sidetone::core {

void Secret::wipe() noexcept {
    // The whole capacity, because a short string may have been a longer one.
    value_.resize(value_.capacity());
    if (!value_.empty()) explicit_bzero(value_.data(), value_.size());
    value_.clear();
}

}  // namespace sidetone::core
