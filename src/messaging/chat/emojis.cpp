// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/chat/emojis.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::messaging {

std::string joined(const std::vector<std::string>& emojis) {
    std::string text;
    for (const auto& emoji : emojis) {
        if (!text.empty()) text += ' ';
        text += emoji;
    }
    return text;
}

std::vector<Reaction> gathered(const std::vector<store::StoredReactions>& stored) {
    std::vector<Reaction> reactions;
    for (const auto& person : stored) {
        for (const auto emoji : core::split(person.emojis, ' ')) {
            if (emoji.empty()) continue;
            auto found =
                std::find_if(reactions.begin(), reactions.end(),
                             [emoji](const Reaction& known) { return known.emoji == emoji; });
            if (found == reactions.end()) {
                found = reactions.insert(reactions.end(), Reaction{std::string(emoji), {}, false});
            }
            found->senders.push_back(person.sender);
        }
    }
    return reactions;
}

}  // namespace sidetone::messaging
