// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Random.h"
#include "core/Secret.h"

namespace sidetone::media {

/// a=ice-ufrag and a=ice-pwd of one side (RFC 8839, section 5.4).
struct IceCredentials {
    std::string fragment;   ///< 4 to 256 letters, digits, '+' and '/'
    core::Secret password;  ///< 22 to 256 of them
};

/// 48 and 144 bits of randomness, both more than RFC 8445, section 5.3, demands.
[[nodiscard]] IceCredentials makeIceCredentials(core::Random& random);
/// Whether both have the length and the letters of the standard.
[[nodiscard]] bool isValid(const IceCredentials& credentials);

}  // namespace sidetone::media
