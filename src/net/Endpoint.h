// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace sidetone::net {

/// A host (name or numeric address) and a port in host byte order.
struct Endpoint {
    std::string host;
    std::uint16_t port = 0;

    /// "host:port", with brackets round an IPv6 address.
    [[nodiscard]] std::string text() const {
        const bool six = host.find(':') != std::string::npos;
        return (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
    }
    friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
};

}  // namespace sidetone::net
