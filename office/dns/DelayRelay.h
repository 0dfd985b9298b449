// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <thread>

#include "core/Clock.h"
#include "net/Endpoint.h"
#include "office/supervisor/Descriptor.h"

namespace sidetone::office {

/// A name server that is slow: passes UDP queries on and holds every answer back. It runs on a
/// thread of its own; TCP is refused meanwhile.
class DelayRelay {
public:
    DelayRelay() = default;
    ~DelayRelay() { stop(); }
    DelayRelay(const DelayRelay&) = delete;
    DelayRelay& operator=(const DelayRelay&) = delete;

    void setDelay(core::Milliseconds delay) { delay_ = delay.count(); }
    /// False where the address cannot be bound yet.
    [[nodiscard]] bool start(const net::Endpoint& at, const net::Endpoint& server);
    void stop();
    [[nodiscard]] bool isRunning() const { return thread_.joinable(); }

private:
    void run();

    std::atomic<std::int64_t> delay_ = 0;
    std::atomic<bool> mayStop_ = false;
    Descriptor clients_;
    Descriptor server_;
    std::thread thread_;
};

}  // namespace sidetone::office
