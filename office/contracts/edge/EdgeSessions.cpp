// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/edge/EdgeSessions.h"

namespace sidetone::office {
namespace {

constexpr std::size_t mostSessions = 10'000;
constexpr std::size_t bytes = 32;  // 64 characters

}  // namespace

std::string EdgeSessions::begin(Instant now) {
    std::erase_if(ends_, [now](const auto& one) { return one.second <= now; });
    if (ends_.size() >= mostSessions) ends_.clear();
    auto cookie = random_.hex(bytes);
    ends_[cookie] = now + std::chrono::hours(8);
    return cookie;
}

bool EdgeSessions::isValid(const std::string& cookie, Instant now) const {
    const auto at = ends_.find(cookie);
    return at != ends_.end() && now < at->second;
}

}  // namespace sidetone::office
