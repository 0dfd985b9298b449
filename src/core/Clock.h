// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace sidetone::core {

using Milliseconds = std::chrono::milliseconds;
/// Monotonic time; only differences mean anything.
using Instant = std::chrono::time_point<std::chrono::steady_clock, std::chrono::microseconds>;
/// Wall-clock time, UTC.
using WallTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::milliseconds>;

/// A timer that ends with its handle: destroying or resetting the handle stops it, and the
/// callback is never called afterwards. A default-made handle holds no timer.
class Timer {
public:
    /// What an implementation of Clock keeps for one timer; its destructor stops the timer.
    class Handle {
    public:
        virtual ~Handle() = default;
    };

    Timer() = default;
    explicit Timer(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
    /// Stops the timer; safe from inside its own callback.
    void stop() { handle_.reset(); }
    /// True from the start until stop(); a single-shot timer that fired stays true until stop().
    [[nodiscard]] bool isSet() const { return handle_ != nullptr; }

private:
    std::unique_ptr<Handle> handle_;
};

/// Time, handed in: production has QtClock, tests have VirtualClock, so that the whole client
/// runs in virtual time. One Clock belongs to one thread, and calls back on that thread.
class Clock {
public:
    using Callback = std::function<void()>;
    virtual ~Clock() = default;

    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual WallTime wallTime() const = 0;
    /// Calls back once after the delay (0 or more), from the event loop, never from in here.
    [[nodiscard]] virtual Timer after(Milliseconds delay, Callback callback) = 0;
    /// Calls back again and again, each period (1 ms or more).
    [[nodiscard]] virtual Timer every(Milliseconds period, Callback callback) = 0;

    /// Milliseconds from an earlier instant to now.
    [[nodiscard]] std::int64_t millisecondsSince(Instant start) const {
        return std::chrono::duration_cast<Milliseconds>(now() - start).count();
    }
};

}  // namespace sidetone::core
