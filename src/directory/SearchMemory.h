// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "core/Clock.h"

namespace sidetone::directory {

/// Which searches found somebody lately, so that nobody is asked for the same again, nor for more
/// letters of a word whose beginning had few answers (DIR-11). Who was found is kept elsewhere. One
/// thread.
class SearchMemory {
public:
    /// An answer counts for so long.
    static constexpr core::Milliseconds age{600'000};

    /// A search for this text, with this limit (1 or more), found so many people.
    void keep(std::string_view text, std::size_t limit, std::size_t found, core::Instant now);
    /// True where another search for this text, with this limit, would bring nobody new: the same
    /// one was made, or one for its beginning had all its answers. Numbers are only taken whole: a
    /// longer one may be written in other ways.
    [[nodiscard]] bool covers(std::string_view text, std::size_t limit, core::Instant now) const;
    void clear() { answers_.clear(); }

private:
    static constexpr std::size_t most = 500;
    struct Answer {
        std::size_t limit = 0;
        bool isAll = false;  ///< fewer than the limit were found
        core::Instant stored;
    };
    std::map<std::string, Answer, std::less<>> answers_;
};

}  // namespace sidetone::directory
