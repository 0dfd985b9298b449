// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sidetone::office {

/// Raw bytes of the digests; hexadecimal() makes them lower-case text.
[[nodiscard]] std::string sha256(std::string_view bytes);
[[nodiscard]] std::string md5(std::string_view bytes);
[[nodiscard]] std::string hmacSha256(std::string_view key, std::string_view bytes);
/// RFC 8018 section 5.2 with HMAC-SHA-256, 32 bytes.
[[nodiscard]] std::string pbkdf2Sha256(std::string_view password, std::string_view salt,
                                       int rounds);
[[nodiscard]] std::string hexadecimal(std::string_view bytes);
/// Compares in a time that does not depend on where they differ.
[[nodiscard]] bool sameBytes(std::string_view a, std::string_view b);

}  // namespace sidetone::office
