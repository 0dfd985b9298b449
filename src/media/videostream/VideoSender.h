// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "core/Clock.h"
#include "media/rtp/RtpPacket.h"
#include "media/rtp/h264/H264Packetizer.h"

namespace sidetone::media {

/// From coded pictures to packets: numbers, times, an even flow, and a memory for those that the
/// other side lost. Media thread.
class VideoSender {
public:
    /// Makes the packet ready for the wire (protects it) in place: `octets` of the buffer are
    /// header and payload, the rest is room; gives the length, or 0 where it must not go out.
    using Finish = std::function<std::size_t(std::span<std::uint8_t> buffer, std::size_t octets)>;
    using Send = std::function<void(std::span<const std::uint8_t> bytes)>;
    /// A packet went out: its number, octets on the wire, and whether it went before.
    using Note = std::function<void(std::uint16_t sequence, int octets, bool again)>;

    struct Start {
        std::uint32_t ssrc = 0;
        std::uint16_t sequence = 0;
        std::uint32_t timestamp = 0;
    };
    VideoSender(const Start& start, Finish finish, Send send);

    void setNote(Note note) { note_ = std::move(note); }
    void setFormat(int payloadType, PacketizationMode mode);
    /// The rate at which pictures come, bit/s on the wire: packets go out at most at two and a
    /// half times of it.
    void setRate(int wireBits) { wireBits_ = wireBits; }
    /// A picture, taken at that time.
    void add(const EncodedPicture& picture, core::Instant captured);
    /// Sends what is due; each few milliseconds.
    void flow(core::Instant now);
    /// Sends again what is still remembered, each at most once in `atMost`.
    void sendAgain(std::span<const std::uint16_t> sequences, core::Instant now,
                   core::Milliseconds atMost);
    /// Throws away what waits: nobody wants it any more.
    void clear() { waiting_.clear(); }

    [[nodiscard]] std::uint32_t ssrc() const { return start_.ssrc; }
    /// The RTP time of an instant.
    [[nodiscard]] std::uint32_t timestampAt(core::Instant when) const;
    [[nodiscard]] std::uint64_t packets() const { return packets_; }
    /// Of payload.
    [[nodiscard]] std::uint64_t octets() const { return octets_; }
    /// With headers of IP, UDP and RTP, also of what went twice.
    [[nodiscard]] std::uint64_t wireOctets() const { return wireOctets_; }
    [[nodiscard]] std::uint64_t packetsAgain() const { return again_; }
    [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

private:
    struct Waiting {
        RtpHeader header;
        std::vector<std::uint8_t> payload;
    };
    struct Sent {
        std::uint16_t sequence = 0;
        core::Instant last;
        std::vector<std::uint8_t> bytes;
    };
    void sendNext(core::Instant now);
    void count(std::uint16_t sequence, std::size_t octets, bool again);

    const Start start_;
    const Finish finish_;
    const Send send_;
    Note note_;
    std::uint16_t sequence_;
    int payloadType_ = 0;
    PacketizationMode mode_ = PacketizationMode::SingleUnit;
    int wireBits_ = 64000;
    double credit_ = 0;  ///< octets that may go out now
    core::Instant lastFlow_{};
    std::deque<Waiting> waiting_;
    std::deque<Sent> sent_;
    std::uint64_t packets_ = 0;
    std::uint64_t octets_ = 0;
    std::uint64_t wireOctets_ = 0;
    std::uint64_t again_ = 0;
    std::vector<std::uint8_t> buffer_;
};

}  // namespace sidetone::media
