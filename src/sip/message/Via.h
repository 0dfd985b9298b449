// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sip/message/Parameters.h"

namespace sidetone::sip {

/// One Via value (RFC 3261 20.42): by which way a request came and its responses go back.
struct Via {
    /// A branch of RFC 3261 begins with it (8.1.1.7); another is from an RFC 2543 peer.
    static constexpr std::string_view magicCookie = "z9hG4bK";

    std::string transport;  ///< upper case: "UDP", "TCP", "TLS"
    std::string host;       ///< sent-by
    std::uint16_t port = 0;
    Parameters parameters;

    static core::Result<Via> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::string branch() const { return parameters.value("branch"); }
    /// "host:port" with the default port filled in, for comparing.
    [[nodiscard]] std::string sentBy() const;
};

}  // namespace sidetone::sip
