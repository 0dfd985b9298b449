// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/XmlElement.h"

namespace sidetone::xmpp {

/// All that one person feels about a message from now on (XEP-0444 0.2.1).
struct Reactions {
    std::string id;                   ///< of the message; in a room the room's
    std::vector<std::string> emojis;  ///< none: takes all back

    friend bool operator==(const Reactions&, const Reactions&) = default;
};

/// The reactions that a message brings: without repetitions, without what is empty, longer than 64
/// bytes or has white space in it, 20 at most.
[[nodiscard]] std::optional<Reactions> reactionsIn(const core::XmlElement& message);
[[nodiscard]] core::XmlElement reactionsElement(const Reactions& reactions);
/// Whether it can be one reaction.
[[nodiscard]] bool isReaction(std::string_view emoji);

}  // namespace sidetone::xmpp
