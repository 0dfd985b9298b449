// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/kerberos/SecurityContext.h"

namespace sidetone::directory {

/// What protects the messages behind a SASL bind (RFC 4752 3.3, a bit each).
enum class SaslProtection : std::uint8_t { None = 1, Integrity = 2, Confidentiality = 4 };

/// The messages of a connection whose protection SASL has agreed on: each piece is wrapped, with
/// its length in four bytes in front (RFC 4422 3.7). Protocol thread; nothing blocks.
class SaslLayer {
public:
    /// The largest wrapped piece that is taken; the other side is told so.
    static constexpr std::size_t largestTaken = 65'536;

    /// `largestSent`: the largest that the other side takes.
    SaslLayer(std::shared_ptr<net::SecurityContext> context, SaslProtection protection,
              std::size_t largestSent);
    ~SaslLayer() { *alive_ = false; }
    SaslLayer(const SaslLayer&) = delete;
    SaslLayer& operator=(const SaslLayer&) = delete;

    /// The bytes for the wire, in as many pieces as the other side wants.
    [[nodiscard]] core::Result<std::string> seal(std::string_view plain);
    /// Bytes of the wire: hands on what is in the pieces that are complete. TooLarge, BadAnswer. A
    /// handler may destroy the layer.
    [[nodiscard]] core::Status open(std::string_view bytes,
                                    const std::function<core::Status(std::string_view)>& plain);

private:
    std::shared_ptr<net::SecurityContext> context_;
    bool hides_;
    std::size_t longestPlain_;
    std::string arrived_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace sidetone::directory
