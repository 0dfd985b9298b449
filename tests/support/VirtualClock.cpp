// SPDX-License-Identifier: GPL-3.0-or-later
#include "VirtualClock.h"

namespace sidetone::test {
namespace {

constexpr std::int64_t wallStart = 1'767'225'600'000;  // 2026-01-01T00:00:00Z

}  // namespace

struct VirtualClock::State {
    struct Entry {
        Callback callback;
        core::Milliseconds period{0};
    };
    using Key = std::pair<core::Instant, std::uint64_t>;
    core::Instant now{std::chrono::seconds(1000)};
    std::map<Key, Entry> entries;
    std::uint64_t nextId = 0;
};

class VirtualClock::VirtualHandle final : public core::Timer::Handle {
public:
    VirtualHandle(std::weak_ptr<State> state, std::uint64_t id)
        : state_(std::move(state)), id_(id) {}
    ~VirtualHandle() override {
        if (auto state = state_.lock()) {
            std::erase_if(state->entries, [this](const auto& e) { return e.first.second == id_; });
        }
    }
    VirtualHandle(const VirtualHandle&) = delete;
    VirtualHandle& operator=(const VirtualHandle&) = delete;

private:
    std::weak_ptr<State> state_;
    std::uint64_t id_;
};

std::shared_ptr<VirtualClock::State> VirtualClock::makeState() {
    return std::make_shared<State>();
}

core::Instant VirtualClock::now() const {
    return state_->now;
}

core::WallTime VirtualClock::wallTime() const {
    const auto passed = std::chrono::duration_cast<core::Milliseconds>(
        state_->now - core::Instant(std::chrono::seconds(1000)));
    return core::WallTime(core::Milliseconds(wallStart) + passed);
}

core::Timer VirtualClock::start(core::Milliseconds delay, core::Milliseconds period,
                                Callback callback) {
    const auto id = state_->nextId++;
    state_->entries.emplace(State::Key{state_->now + delay, id},
                            State::Entry{std::move(callback), period});
    return core::Timer(std::make_unique<VirtualHandle>(state_, id));
}

core::Timer VirtualClock::after(core::Milliseconds delay, Callback callback) {
    return start(delay, core::Milliseconds(0), std::move(callback));
}

core::Timer VirtualClock::every(core::Milliseconds period, Callback callback) {
    return start(period, period, std::move(callback));
}

bool VirtualClock::step() {
    if (state_->entries.empty()) return false;
    const auto first = state_->entries.begin();
    const auto [due, id] = first->first;
    auto entry = std::move(first->second);
    state_->entries.erase(first);
    if (due > state_->now) state_->now = due;
    const auto callback = entry.callback;
    if (entry.period.count() > 0) {
        state_->entries.emplace(State::Key{due + entry.period, id}, std::move(entry));
    }
    callback();
    return true;
}

void VirtualClock::advance(core::Milliseconds by) {
    const auto end = state_->now + by;
    while (!state_->entries.empty() && state_->entries.begin()->first.first <= end) step();
    state_->now = end;
}

std::size_t VirtualClock::pending() const {
    return state_->entries.size();
}

}  // namespace sidetone::test
