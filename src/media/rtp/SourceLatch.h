// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "media/rtp/RtpPacket.h"
#include "media/rtp/SocketAddress.h"

namespace sidetone::media {

/// Whether a packet was opened with the call's key.
enum class PacketProof { Authentic, None };

/// Symmetric RTP with care: sound is sent to where it comes from, also behind an address
/// translator, but a stranger cannot take over the stream. An authentic packet moves the target
/// at once. Without protection another source than the signalled one is believed only while the
/// signalled (or last believed) one is silent and after three packets in a row with one SSRC.
class SourceLatch {
public:
    /// The address that signalling gave. The same again changes nothing that was learnt.
    void setSignalled(const SocketAddress& address);

    /// Judges a packet; true: it belongs to the call. May move target().
    [[nodiscard]] bool accept(const SocketAddress& from, const RtpHeader& header, PacketProof proof,
                              std::int64_t nowMilliseconds);

    /// Where to send.
    [[nodiscard]] const SocketAddress& target() const { return target_; }
    /// The SSRC of the call's packets so far.
    [[nodiscard]] std::optional<std::uint32_t> ssrc() const { return ssrc_; }

private:
    [[nodiscard]] bool acceptFromOther(const SocketAddress& from, const RtpHeader& header,
                                       std::int64_t nowMilliseconds);

    SocketAddress signalled_;
    SocketAddress target_;
    std::optional<std::uint32_t> ssrc_;
    std::optional<std::int64_t> lastHeard_;  ///< from target_, ms
    struct Candidate {
        SocketAddress from;
        std::uint32_t ssrc = 0;
        std::uint16_t nextSequence = 0;
        int inARow = 0;
    };
    Candidate candidate_;
};

}  // namespace sidetone::media
