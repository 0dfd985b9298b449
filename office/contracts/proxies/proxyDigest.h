// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidetone::office {

/// The value of Proxy-Authenticate (RFC 7616), with the one nonce of this office.
[[nodiscard]] std::string digestChallenge();
/// Whether a Proxy-Authorization header's value proves that password.
[[nodiscard]] bool isRightDigest(const std::string& header, const std::string& method,
                                 const std::string& user, const std::string& password);

}  // namespace sidetone::office
