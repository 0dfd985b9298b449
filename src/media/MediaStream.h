// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "core/Clock.h"
#include "media/rtp/SocketAddress.h"

namespace sidetone::media {

/// Which of a stream's two ports.
enum class StreamPort { Rtp, Rtcp };

/// Where a stream's packets go: sockets, or another stream in a test.
using PacketOut = std::function<void(StreamPort port, std::span<const std::uint8_t> bytes,
                                     const SocketAddress& to)>;

/// What the media thread drives: the sound or the picture of a call. Owned and used by the media
/// thread alone.
class MediaStream {
public:
    virtual ~MediaStream() = default;
    /// Each 20 ms for sound, each 5 ms for pictures, late or not.
    virtual void tick(core::Instant now) = 0;
    /// A datagram; the bytes are changed (opened in place). Anything may come.
    virtual void received(StreamPort port, std::span<std::uint8_t> bytes, const SocketAddress& from,
                          core::Instant now) = 0;
    /// Says goodbye; nothing else may follow.
    virtual void stop(core::Instant now) = 0;
};

}  // namespace sidetone::media
