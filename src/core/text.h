// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sidetone::core {

// Text is UTF-8 in std::string everywhere below the windows.

/// Without ASCII white space at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
/// The parts between separators; "a,,b" gives three, "" gives one empty part.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
/// ASCII to lower case, other bytes as they are.
[[nodiscard]] std::string lowerAscii(std::string_view text);
/// Unicode simple case folding (through QString), for comparing names and addresses.
[[nodiscard]] std::string foldCase(std::string_view text);
[[nodiscard]] bool equalsIgnoringCase(std::string_view a, std::string_view b);
[[nodiscard]] bool isValidUtf8(std::string_view text);
/// Decimal digits alone, no sign, no white space; empty where it overflows or is something else.
[[nodiscard]] std::optional<std::uint64_t> parseNumber(std::string_view text);
/// For messages and logs: control characters and invalid bytes become '?', at most `longest`
/// bytes, cut at a character's end with "..." behind.
[[nodiscard]] std::string printable(std::string_view text, std::size_t longest);
/// RFC 4648 section 4, with padding.
[[nodiscard]] std::string toBase64(std::string_view bytes);
/// Empty where a character does not belong; white space is skipped, padding may be absent.
[[nodiscard]] std::optional<std::string> fromBase64(std::string_view text);

}  // namespace sidetone::core
