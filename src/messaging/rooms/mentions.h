// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sidetone::messaging {

/// Whether a text names somebody: the name as a word of its own, in any case of letters, with or
/// without @ before it (reference/messaging.md 7.1, Mentions). An empty name is never named.
[[nodiscard]] bool mentions(std::string_view text, std::string_view name);

/// True where any of the names by which our person is called in a room stands in the text: the
/// whole nickname, or @ and its first word, or @ and the address's user.
[[nodiscard]] bool mentionsPerson(std::string_view text, const std::string& nickname,
                                  const std::string& user);

}  // namespace sidetone::messaging
