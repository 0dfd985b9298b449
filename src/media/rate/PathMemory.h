// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/Clock.h"

namespace sidetone::media {

/// What lines carried in calls before, so that the next call on the same line begins where the
/// last one was and not at the smallest picture (VID-04, NONE-06). A line is a network and the
/// domain of the other side. A plain value; whoever owns it keeps its text.
class PathMemory {
public:
    struct Path {
        std::string network;  ///< as net::NetworkMonitor names it; no blanks
        std::string domain;   ///< of the peer, no blanks
        friend auto operator<=>(const Path&, const Path&) = default;
    };

    /// What a call's line carried lately, in bit/s. The newest counts.
    void note(const Path& path, int bitsPerSecond, core::WallTime at);
    /// Where to begin: a little below what was noted less than a week ago.
    [[nodiscard]] std::optional<int> first(const Path& path, core::WallTime now) const;

    /// A line each; at most 200, the newest.
    [[nodiscard]] std::string text() const;
    /// Lines that make no sense are left out: it is only a memory.
    [[nodiscard]] static PathMemory parse(std::string_view text);

private:
    struct Entry {
        int bitsPerSecond = 0;
        core::WallTime at;
    };
    void forgetOldest();
    std::map<Path, Entry> entries_;
};

}  // namespace sidetone::media
