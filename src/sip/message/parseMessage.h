// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "sip/message/Message.h"

namespace sidetone::sip {

/// Limits against hostile messages; the defaults are far above anything a phone service sends.
struct MessageLimits {
    std::size_t headBytes = 32U << 10U;  ///< start line and headers
    std::size_t bodyBytes = 64U << 10U;
    std::size_t fields = 200;
};

/// Reads one message: start line, headers (folded lines joined, compact names made long), body.
///
/// The body has Content-Length bytes; what stands behind is dropped, and without Content-Length
/// all is body (RFC 3261 18.3, for datagrams; StreamFramer cuts streams before). Fewer bytes than
/// that are an error. Only the structure is checked here: validate() looks at the headers, so
/// that a broken request can still be answered with 400.
[[nodiscard]] core::Result<Message> parseMessage(std::string_view bytes,
                                                 const MessageLimits& limits = {});

/// Content-Length of a head (which ends with its empty line). Empty where the header is absent;
/// an error where it is no number, given twice with different values, or over the limit.
[[nodiscard]] core::Result<std::optional<std::size_t>> contentLength(const Headers& headers,
                                                                     const MessageLimits& limits);

/// Start line and headers alone, up to and without the empty line.
[[nodiscard]] core::Result<Message> parseHead(std::string_view head, const MessageLimits& limits);

}  // namespace sidetone::sip
