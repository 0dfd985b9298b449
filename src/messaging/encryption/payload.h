// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/Random.h"
#include "core/Result.h"
#include "messaging/encryption/Scheme.h"

namespace sidetone::messaging {

/// A text encrypted once for all devices, and what each device must be told to read it.
struct SealedPayload {
    std::string payload;
    std::string iv;      ///< legacy alone
    std::string secret;  ///< what the ratchet encrypts: 32 or 48 bytes
};

/// Legacy: AES-128-GCM, with the tag beside the key. omemo:2: AES-256-CBC and HMAC-SHA-256.
[[nodiscard]] core::Result<SealedPayload> sealPayload(Scheme scheme, const std::string& text,
                                                      core::Random& random);
/// What the ratchet carries where there is no payload.
[[nodiscard]] std::string emptySecret(Scheme scheme, core::Random& random);
/// The text; Forbidden where it was changed. Takes what old programs of the legacy form send: a
/// secret without the tag, which then ends the payload, and 16 bytes of `iv`.
[[nodiscard]] core::Result<std::string> openPayload(Scheme scheme, const std::string& secret,
                                                    const std::string& payload,
                                                    const std::string& iv);

}  // namespace sidetone::messaging
