// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/PathMemory.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::media {
namespace {

using std::chrono_literals::operator""h;

constexpr std::size_t mostEntries = 200;
constexpr auto longestMemory = 7 * 24h;
constexpr int leastBits = 16'000;
constexpr int mostBits = 100'000'000;

bool isName(const std::string& name) {
    return !name.empty() && name.find_first_of(" \n\r\t") == std::string::npos;
}

}  // namespace

void PathMemory::note(const Path& path, int bitsPerSecond, core::WallTime at) {
    if (!isName(path.network) || !isName(path.domain)) return;
    if (bitsPerSecond < leastBits || bitsPerSecond > mostBits) return;
    entries_[path] = {bitsPerSecond, at};
    while (entries_.size() > mostEntries) forgetOldest();
}

void PathMemory::forgetOldest() {
    const auto oldest =
        std::ranges::min_element(entries_, {}, [](const auto& entry) { return entry.second.at; });
    entries_.erase(oldest);
}

std::optional<int> PathMemory::first(const Path& path, core::WallTime now) const {
    const auto found = entries_.find(path);
    if (found == entries_.end() || now - found->second.at > longestMemory) return {};
    return found->second.bitsPerSecond / 20 * 19;
}

std::string PathMemory::text() const {
    std::string text;
    for (const auto& [path, entry] : entries_) {
        text += path.network + ' ' + path.domain + ' ' + std::to_string(entry.bitsPerSecond) + ' ' +
                std::to_string(entry.at.time_since_epoch().count()) + '\n';
    }
    return text;
}

PathMemory PathMemory::parse(std::string_view text) {
    PathMemory memory;
    for (const auto line : core::split(text, '\n')) {
        const auto parts = core::split(line, ' ');
        if (parts.size() != 4) continue;
        const auto bits = core::parseNumber(parts[2]);
        const auto at = core::parseNumber(parts[3]);
        if (!bits || !at || *bits > mostBits || *at > 1ULL << 52U) continue;
        memory.note({std::string(parts[0]), std::string(parts[1])}, static_cast<int>(*bits),
                    core::WallTime(core::Milliseconds(static_cast<std::int64_t>(*at))));
    }
    return memory;
}

}  // namespace sidetone::media
