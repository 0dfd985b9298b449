// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Clock.h"

namespace sidetone::core {

/// The real clock on the Qt event loop of the thread that uses it.
class QtClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
    [[nodiscard]] WallTime wallTime() const override;
    [[nodiscard]] Timer after(Milliseconds delay, Callback callback) override;
    [[nodiscard]] Timer every(Milliseconds period, Callback callback) override;
};

}  // namespace sidetone::core
