// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/presence/IdleWatch.h"

#include <algorithm>

#include "config/keys.h"

namespace sidetone::client {
namespace {

using core::Milliseconds;
namespace keys = config::keys;

constexpr config::Key<bool> idleDuringCalls{"SystemIdleDuringCalls"};

/// While nobody is there: how soon the return shows. While somebody is: how soon a lock shows.
constexpr Milliseconds returnPause{2'000};
constexpr Milliseconds lockPause{10'000};

}  // namespace

IdleWatch::IdleWatch(core::Clock& clock, std::unique_ptr<IdleSource> source,
                     std::function<const config::Settings&()> settings, Tell tell)
    : clock_(clock),
      settings_(std::move(settings)),
      tell_(std::move(tell)),
      source_(std::move(source)) {}

IdleWatch::~IdleWatch() = default;

void IdleWatch::start() {
    if (isRunning_) return;
    isRunning_ = true;
    ask();
}

void IdleWatch::stop() {
    isRunning_ = false;
    timer_.stop();
    since_.reset();
    lockedAt_.reset();
    source_->setAwake(false);
}

void IdleWatch::setInCall(bool inCall) {
    source_->setAwake(inCall && !settings_().get(idleDuringCalls));
}

void IdleWatch::ask() {
    source_->ask([this](const IdleState& state) { take(state); });
}

void IdleWatch::take(const IdleState& state) {
    if (!isRunning_) return;
    const auto& settings = settings_();
    const auto now = clock_.wallTime();
    if (!state.isLocked) {
        lockedAt_.reset();
    } else if (!lockedAt_) {
        lockedAt_ = now - state.idle.value_or(Milliseconds(0));
    }
    std::optional<core::WallTime> since;
    const auto limit = std::chrono::minutes(settings.get(keys::inactiveMinutes));
    if (settings.get(keys::awayOnInactive) && state.idle && *state.idle >= limit) {
        since = since_.value_or(now - *state.idle);
    }
    if (settings.get(keys::awayOnLock) && lockedAt_) since = since_.value_or(*lockedAt_);
    timer_ = clock_.after(nextLook(state), [this] { ask(); });
    if (since == since_) return;
    since_ = since;
    tell_(since);
}

Milliseconds IdleWatch::nextLook(const IdleState& state) const {
    const auto limit = std::chrono::minutes(settings_().get(keys::inactiveMinutes));
    const auto left = limit - state.idle.value_or(Milliseconds(0));
    if (state.isLocked || left <= Milliseconds(0)) return returnPause;
    return std::clamp<Milliseconds>(left, returnPause, lockPause);
}

}  // namespace sidetone::client
