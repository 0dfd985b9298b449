// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "media/MediaStream.h"
#include "media/rtp/RtpPacket.h"
#include "media/rtp/SourceLatch.h"
#include "media/videostream/PreparedVideo.h"

namespace sidetone::media {

/// One stream's way to the other side: where packets go, which of those that come belong to the
/// call, and their protection. Media thread.
class StreamLink {
public:
    explicit StreamLink(PacketOut send) : send_(std::move(send)) {}

    /// Takes addresses and keys out of it.
    void configure(PreparedVideo& prepared);
    [[nodiscard]] bool hasTarget() const { return latch_.target().port() != 0; }
    [[nodiscard]] int targetPort() const { return latch_.target().port(); }
    [[nodiscard]] bool isProtected() const { return isProtected_; }

    /// Protects in place; 0 where that fails.
    [[nodiscard]] std::size_t protectRtp(std::span<std::uint8_t> buffer, std::size_t octets);
    void sendRtp(std::span<const std::uint8_t> bytes);
    void sendRtcp(std::vector<std::uint8_t> compound);

    /// A packet of the call, opened in place; empty for everything else.
    [[nodiscard]] std::optional<RtpPacket> openRtp(std::span<std::uint8_t> bytes,
                                                   const SocketAddress& from, core::Instant now);
    [[nodiscard]] std::optional<std::span<const std::uint8_t>> openRtcp(
        std::span<std::uint8_t> bytes, const SocketAddress& from);
    /// Whose packets they are.
    [[nodiscard]] std::optional<std::uint32_t> ssrc() const { return latch_.ssrc(); }

private:
    const PacketOut send_;
    SourceLatch latch_;
    SocketAddress remoteRtcp_;
    bool rtcpSharesPort_ = false;
    bool isProtected_ = false;
    std::unique_ptr<SrtpContext> protect_;
    std::unique_ptr<SrtpContext> open_;
};

}  // namespace sidetone::media
