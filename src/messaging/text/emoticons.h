// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace sidetone::messaging {

/// A key that people type and the picture that views show for it. The text on the way stays the
/// key, so that any client reads it (reference/messaging.md 7.2).
struct Emoticon {
    std::string_view key;    ///< ":)"
    std::string_view emoji;  ///< one Unicode emoji
    std::string_view name;   ///< "Smile", for a list to choose from
};

/// All keys; of several for one picture the usual one stands first.
[[nodiscard]] std::span<const Emoticon> emoticons();

/// The emoticon whose key stands at that place of the text, the longest one; null where there is
/// none, or where the key is part of a word. White space or the text's beginning must stand before
/// it; white space, the text's end or a closing mark behind it.
[[nodiscard]] const Emoticon* emoticonAt(std::string_view text, std::size_t at);

}  // namespace sidetone::messaging
