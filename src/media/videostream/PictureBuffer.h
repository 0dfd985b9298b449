// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "core/Clock.h"
#include "media/rtp/RtpPacket.h"
#include "media/rtp/h264/H264Depacketizer.h"

namespace sidetone::media {

/// A picture as it arrived.
struct ReceivedPicture {
    std::vector<NalUnit> units;
    std::uint32_t timestamp = 0;  ///< 90 kHz
    bool hasGaps = false;         ///< packets before or inside of it never came
};

/// The jitter buffer of pictures: puts packets in order, waits for those that are missing while
/// they may still come, and gives whole pictures out in their order, at once when they are whole.
/// Media thread.
class PictureBuffer {
public:
    enum class Put { Kept, Late, Twice };
    /// `sequence`: extended.
    Put put(const RtpPacket& packet, std::uint64_t sequence, core::Instant now);
    /// The next picture, if it is whole or nothing more is waited for. Call it until it is empty.
    [[nodiscard]] std::optional<ReceivedPicture> take(core::Instant now);
    /// The numbers to ask the other side for now, each again after `again`; 64 at most.
    [[nodiscard]] std::vector<std::uint16_t> toAskFor(core::Instant now, core::Milliseconds again);
    /// How long a picture waits for a missing packet.
    void setPatience(core::Milliseconds patience) { patience_ = patience; }
    /// Forgets everything: another source begins, or nobody looks.
    void reset();

private:
    struct Entry {
        std::uint32_t timestamp = 0;
        bool marker = false;
        core::Instant arrival;
        std::vector<std::uint8_t> bytes;
    };
    struct Asked {
        core::Instant noticed;
        core::Instant last;
        int times = 0;
    };
    using Packets = std::map<std::uint64_t, Entry>;

    [[nodiscard]] std::optional<Packets::iterator> endOfWhole();
    [[nodiscard]] Packets::iterator endOfGroup();
    [[nodiscard]] std::optional<core::Instant> holeSince() const;
    [[nodiscard]] ReceivedPicture giveOut(Packets::iterator end);

    Packets packets_;
    std::map<std::uint64_t, Asked> asked_;
    std::optional<std::uint64_t> next_;  ///< the first that was not given out
    core::Milliseconds patience_{100};
};

}  // namespace sidetone::media
