// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/Secret.h"
#include "media/paths/StunMessage.h"

namespace sidetone::media {

/// MESSAGE-INTEGRITY (HMAC-SHA-1) and MESSAGE-INTEGRITY-SHA256 (RFC 8489, sections 14.5, 14.6).
enum class StunIntegrity { None, Sha1, Sha256 };
/// FINGERPRINT (RFC 8489, section 14.7), which ICE demands and TURN does not need.
enum class StunFingerprint { Without, With };

/// The key of a short-term credential is its password (RFC 8489, section 9.1.1); this is the one
/// of a long-term credential: MD5 of "user:realm:password" (section 18.5.1.1). The three were
/// prepared as their standard wants it (OpaqueString); ASCII needs no preparing.
[[nodiscard]] core::Secret longTermKey(std::string_view user, std::string_view realm,
                                       const core::Secret& password);

/// The message's octets, with the integrity of the key and the fingerprint behind them.
[[nodiscard]] std::vector<std::uint8_t> sealStun(const StunMessage& message,
                                                 StunIntegrity integrity, const core::Secret& key,
                                                 StunFingerprint fingerprint);

/// Whether the datagram, which parseStun() reads, carries this integrity and it is right. Only
/// None is right without one. SHA-256 may be cut to no less than 16 octets. In constant time.
[[nodiscard]] bool hasIntegrity(std::span<const std::uint8_t> datagram, StunIntegrity integrity,
                                const core::Secret& key);
/// Whether the datagram, which parseStun() reads, ends with a fingerprint and it is right.
[[nodiscard]] bool hasFingerprint(std::span<const std::uint8_t> datagram);

}  // namespace sidetone::media
