// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "sip/message/Message.h"

namespace sidetone::sip {

/// What this user agent takes, for Allow.
inline constexpr std::string_view allowedMethods =
    "INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, REFER, NOTIFY";
/// What we know of extensions, for Supported: reliable progress, transfers, session timers.
inline constexpr std::string_view supportedExtensions = "replaces, 100rel, timer, norefersub, join";

/// The refusal that a request earns by its method, extensions or body before anybody looks at
/// its meaning (RFC 3261 8.2.1, 8.2.2.3, 8.2.3): 405, 501, 420, 415. Empty where it may pass.
[[nodiscard]] std::optional<Response> refusalOf(const Request& request, std::string_view toTag);
/// What another device did with a call that forked, as `Reason` says it (RFC 3326 3.1): 200 where
/// it answered, 603 where it declined for all of them. Empty without such a word.
[[nodiscard]] std::optional<int> takenElsewhere(const Headers& headers);
/// True where the body is a session description.
[[nodiscard]] bool hasDescription(const Headers& headers, const std::string& body);
/// Puts a session description into a message.
void setDescription(Headers& headers, std::string& body, std::string description);

}  // namespace sidetone::sip
