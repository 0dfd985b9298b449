// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sidetone::media {

enum class AddressFamily : std::uint8_t { Ipv4 = 1, Ipv6 = 2 };  ///< values of RFC 8489, 14.1

/// A numeric address and a UDP port as STUN carries it: octets that can be compared and sorted,
/// which text and the kernel's own form cannot.
struct TransportAddress {
    AddressFamily family = AddressFamily::Ipv4;
    std::array<std::uint8_t, 16> octets{};  ///< network order; IPv4: the first four
    std::uint16_t port = 0;

    /// Empty where the host is not a numeric IPv4 or IPv6 address without a zone.
    [[nodiscard]] static std::optional<TransportAddress> of(std::string_view host,
                                                            std::uint16_t port);
    /// The address without its port: "192.0.2.1", "2001:db8::1".
    [[nodiscard]] std::string host() const;
    /// 4 or 16 octets.
    [[nodiscard]] std::span<const std::uint8_t> address() const {
        return std::span(octets).first(family == AddressFamily::Ipv4 ? 4 : 16);
    }
    /// fe80::/10, which no other link reaches.
    [[nodiscard]] bool isLinkLocal() const;
    [[nodiscard]] bool hasSameHost(const TransportAddress& other) const {
        return family == other.family && octets == other.octets;
    }

    friend auto operator<=>(const TransportAddress&, const TransportAddress&) = default;
};

}  // namespace sidetone::media
