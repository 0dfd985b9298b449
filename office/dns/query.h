// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sidetone::office::dns {

/// Record types that the office asks for (RFC 1035 section 3.2.2, RFC 2782).
enum class Type : std::uint8_t { Address = 1, StartOfAuthority = 6, Service = 33 };

/// A query message for one name (RFC 1035 section 4).
[[nodiscard]] std::string question(std::string_view name, Type type);
/// The serial number of the first SOA record in an answer to question(domain, StartOfAuthority).
[[nodiscard]] std::optional<std::uint32_t> serialIn(std::string_view answer);

}  // namespace sidetone::office::dns
