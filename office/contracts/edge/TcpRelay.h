// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <thread>

#include "core/Result.h"
#include "net/Endpoint.h"
#include "office/supervisor/Descriptor.h"

namespace sidetone::office {

/// Passes connections on to one server, byte by byte, on a thread of its own: at most 512 at a
/// time, 64 kB on the way in each direction.
class TcpRelay {
public:
    /// Listens at `from` (numeric). Busy where that is taken.
    [[nodiscard]] static core::Result<std::unique_ptr<TcpRelay>> start(const net::Endpoint& from,
                                                                       const net::Endpoint& to);
    ~TcpRelay();
    TcpRelay(const TcpRelay&) = delete;
    TcpRelay& operator=(const TcpRelay&) = delete;

private:
    TcpRelay(Descriptor listening, Descriptor stopReading, Descriptor stopWriting,
             net::Endpoint to);

    Descriptor stopWriting_;  ///< closing it ends the thread
    std::thread thread_;
};

}  // namespace sidetone::office
