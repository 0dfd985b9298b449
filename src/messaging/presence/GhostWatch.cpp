// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/presence/GhostWatch.h"

#include <algorithm>

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""min;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr core::Milliseconds silence = 30min;
constexpr core::Milliseconds slowPace = 30s;
constexpr core::Milliseconds fastPace = 500ms;
constexpr std::uint64_t longestStart = 10'000;  // milliseconds
constexpr std::size_t mostAsked = 1'000;

}  // namespace

GhostWatch::GhostWatch(core::Clock& clock, core::Random* random, xmpp::PresenceTracker& tracker,
                       DeviceProbe& probe)
    : clock_(clock), random_(random), tracker_(tracker), probe_(probe) {}

void GhostWatch::begin() {
    isRunning_ = true;
    arm(slowPace);
}

void GhostWatch::end() {
    isRunning_ = false;
    timer_.stop();
    owner_.cancelAll();
    round_.clear();
    asked_.clear();
}

void GhostWatch::foundGone() {
    // One round for all that are found while it goes on.
    if (!isRunning_ || !round_.empty()) return;
    const auto now = clock_.now();
    tracker_.forEachDevice([this, now](const std::string& device, core::Instant since) {
        const auto known = asked_.find(device);
        const auto last = known != asked_.end() ? std::max(known->second, since) : since;
        if (now - last > slowPace) round_.push_back(device);
    });
    if (round_.empty()) return;
    const auto wait = random_ != nullptr ? random_->below(longestStart + 1) : 0;
    arm(core::Milliseconds(static_cast<std::int64_t>(wait)));
}

void GhostWatch::arm(core::Milliseconds wait) {
    timer_ = clock_.after(wait, [this] {
        timer_.stop();
        next();
    });
}

void GhostWatch::next() {
    if (!round_.empty()) {
        const auto device = round_.front();
        round_.pop_front();
        arm(round_.empty() ? slowPace : fastPace);
        return ask(device);
    }
    arm(slowPace);
    if (const auto device = oldest(); !device.empty()) ask(device);
}

/// Devices come back under other names, for days: those that left need not be remembered.
void GhostWatch::forgetGone() {
    std::map<std::string, core::Instant> here;
    tracker_.forEachDevice([&](const std::string& device, core::Instant) {
        if (const auto known = asked_.find(device); known != asked_.end()) here.insert(*known);
    });
    asked_ = std::move(here);
}

void GhostWatch::ask(const std::string& device) {
    if (asked_.size() > mostAsked) forgetGone();
    asked_[device] = clock_.now();
    probe_.ask(device).then(owner_, [](const core::Result<DeviceProbe::Answer>&) {});
}

/// The device that was not heard of for longest; empty where none was silent for long.
std::string GhostWatch::oldest() const {
    std::string found;
    auto limit = clock_.now() - silence;
    tracker_.forEachDevice([&](const std::string& device, core::Instant since) {
        const auto known = asked_.find(device);
        const auto last = known != asked_.end() ? std::max(known->second, since) : since;
        if (last >= limit) return;
        limit = last;
        found = device;
    });
    return found;
}

}  // namespace sidetone::messaging
