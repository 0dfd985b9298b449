// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "core/QtClock.h"

namespace sidetone::test {

/// The real clock, some times faster: what waits a minute waits some seconds. Session timers are
/// ninety seconds at least (RFC 4028 4), and real servers are no virtual ones.
class HurriedClock final : public core::Clock {
public:
    /// From now on; timers that are set already keep their time.
    void hurry(int times) { times_ = times; }
    [[nodiscard]] core::Instant now() const override {
        return start_ + (clock_.now() - start_) * times_;
    }
    [[nodiscard]] core::WallTime wallTime() const override { return clock_.wallTime(); }
    [[nodiscard]] core::Timer after(core::Milliseconds delay, Callback callback) override {
        return clock_.after(delay / times_, std::move(callback));
    }
    [[nodiscard]] core::Timer every(core::Milliseconds period, Callback callback) override {
        return clock_.every(std::max(period / times_, core::Milliseconds(1)), std::move(callback));
    }

private:
    core::QtClock clock_;
    core::Instant start_ = clock_.now();
    int times_ = 1;
};

}  // namespace sidetone::test
