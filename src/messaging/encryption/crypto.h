// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// The few primitives that end-to-end encryption needs beside the ratchet, by OpenSSL. Texts are
/// bytes. Each gives nothing where the library refuses: a wrong size, or a check that fails.
namespace sidetone::messaging::crypto {

enum class Way { Encrypt, Decrypt };

/// AES-CBC with PKCS#7 padding; keys of 16 or 32 bytes, `iv` of 16.
[[nodiscard]] std::optional<std::string> aesCbc(Way way, std::string_view key, std::string_view iv,
                                                std::string_view data);
/// AES-CTR; keys of 16 or 32 bytes, `iv` of 16.
[[nodiscard]] std::optional<std::string> aesCtr(std::string_view key, std::string_view iv,
                                                std::string_view data);

inline constexpr std::size_t gcmTagSize = 16;
/// AES-GCM: the cipher text with the tag behind it. Keys of 16 or 32 bytes, `iv` of 12 or 16.
[[nodiscard]] std::optional<std::string> sealGcm(std::string_view key, std::string_view iv,
                                                 std::string_view plain);
[[nodiscard]] std::optional<std::string> openGcm(std::string_view key, std::string_view iv,
                                                 std::string_view cipherAndTag);

[[nodiscard]] std::optional<std::string> hmacSha256(std::string_view key, std::string_view data);
/// RFC 5869 with a salt of 32 zero bytes.
[[nodiscard]] std::optional<std::string> hkdfSha256(std::string_view key, std::string_view info,
                                                    std::size_t size);
[[nodiscard]] std::string sha256(std::string_view data);
/// Takes as long wherever they differ.
[[nodiscard]] bool isEqual(std::string_view a, std::string_view b);

}  // namespace sidetone::messaging::crypto
