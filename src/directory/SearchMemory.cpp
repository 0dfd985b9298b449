// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/SearchMemory.h"

#include "core/text.h"
#include "directory/numberForms.h"

namespace sidetone::directory {

void SearchMemory::keep(std::string_view text, std::size_t limit, std::size_t found,
                        core::Instant now) {
    // Whoever comes next may be just whom nobody was found for.
    if (found == 0) return;
    if (answers_.size() >= most) answers_.clear();
    answers_[core::foldCase(core::trim(text))] = {limit, found < limit, now};
}

bool SearchMemory::covers(std::string_view text, std::size_t limit, core::Instant now) const {
    const auto typed = core::foldCase(core::trim(text));
    const auto isFresh = [now](const Answer& answer) { return now - answer.stored < age; };
    const auto same = answers_.find(typed);
    if (same != answers_.end() && isFresh(same->second)) {
        if (same->second.isAll || same->second.limit >= limit) return true;
    }
    if (isNumber(typed)) return false;
    for (auto length = typed.size(); length-- > 1;) {
        const auto beginning = answers_.find(std::string_view(typed).substr(0, length));
        if (beginning == answers_.end()) continue;
        if (beginning->second.isAll && isFresh(beginning->second)) return true;
    }
    return false;
}

}  // namespace sidetone::directory
