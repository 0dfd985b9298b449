// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sidetone::messaging {

/// An address that stands in a text.
struct FoundLink {
    std::size_t length = 0;  ///< bytes of the text that it takes
    std::string target;      ///< what it opens
};

/// True for the schemes that a message may open: http, https, xmpp, sip, sips, tel, mailto. Not
/// javascript, file, data or any other: a message must not reach what runs or reads here.
[[nodiscard]] bool isAllowedScheme(std::string_view scheme);

/// The address that begins at that place: one of those schemes, or "www.", at the beginning of a
/// word. Punctuation behind it and brackets around it are not part of it, nor are characters that
/// turn the direction of writing, because they show another address than the one that is opened.
[[nodiscard]] std::optional<FoundLink> linkAt(std::string_view text, std::size_t at);

/// The address if it is whole, has an allowed scheme and no white space or control characters.
[[nodiscard]] std::optional<std::string> safeTarget(std::string_view address);

}  // namespace sidetone::messaging
