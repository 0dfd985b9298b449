// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>

#include "core/Clock.h"

namespace sidetone::test {

/// Time that moves only when told. Callbacks run in the order of their time, then of their
/// making, so that a run is the same every time.
class VirtualClock final : public core::Clock {
public:
    [[nodiscard]] core::Instant now() const override;
    [[nodiscard]] core::WallTime wallTime() const override;
    [[nodiscard]] core::Timer after(core::Milliseconds delay, Callback callback) override;
    [[nodiscard]] core::Timer every(core::Milliseconds period, Callback callback) override;

    /// Moves on, running what falls due on the way, at its own time.
    void advance(core::Milliseconds by);
    /// Runs what is due now (timers of 0 ms), until nothing is.
    void settle() { advance(core::Milliseconds(0)); }
    /// Moves to the next timer and runs it; false where there is none.
    bool step();
    /// How many timers wait.
    [[nodiscard]] std::size_t pending() const;

private:
    struct State;
    class VirtualHandle;
    core::Timer start(core::Milliseconds delay, core::Milliseconds period, Callback callback);
    std::shared_ptr<State> state_ = makeState();
    static std::shared_ptr<State> makeState();
};

}  // namespace sidetone::test
