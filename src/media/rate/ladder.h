// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/Clock.h"
#include "media/video/Picture.h"

namespace sidetone::media {

/// What one packet costs beside its payload: RTP, UDP and IPv4 headers, in octets.
inline constexpr int packetOverhead = 40;

/// One size of the ladder on which the picture climbs (chapter, Video Bit Rates for Cisco Jabber
/// Desktop Clients; VID-02, VID-03, RATE-03).
struct LadderStep {
    std::string_view name;  ///< as the chapter calls it: "w288p"
    PictureSize size;
    int framesPerSecond = 30;
    int wireBits = 0;          ///< bit/s of video alone, with all headers
    int wireBitsWithG711 = 0;  ///< the chapter's number: 80,000 more
};

/// From 256x144 to 1280x720.
[[nodiscard]] std::span<const LadderStep> videoLadder();
/// The size of the window that received pictures are shown in: w288p.
inline constexpr PictureSize defaultPictureSize{512, 288};

/// The bits of the elementary stream that fit into so many bits on the wire, when each picture is
/// sent in packets of at most `largestPayload` octets. `overhead`: octets that each packet costs.
[[nodiscard]] int streamBits(int wireBits, int framesPerSecond, int largestPayload,
                             int overhead = packetOverhead);

/// What both sides can do: macroblocks a picture and a second (H.264's level, max-fs, max-mbps).
struct PictureLimits {
    int macroblocks = 3600;
    int macroblocksPerSecond = 108000;
    friend bool operator==(const PictureLimits&, const PictureLimits&) = default;
};

/// The pictures a second at which a size can be sent: the step's, or fewer where the limits
/// demand it; 0 where fewer than 10 would be left, or the size is too large.
[[nodiscard]] int framesWithin(const LadderStep& step, const PictureLimits& limits);

/// Chooses the step for a rate that goes up and down, without flickering between two: up when
/// there is 1.1 times what a higher step takes for three seconds (half a second as long as the
/// call has not had to step down: it starts low and gets clear soon), down when there is less
/// than 0.9 times what the step takes for half a second.
class StepSelector {
public:
    /// `first`: where to begin, 0 to the ladder's top.
    explicit StepSelector(std::size_t first = 0) : step_(first) {}

    void setLimits(const PictureLimits& limits) { limits_ = limits; }
    /// No step above that one, whatever the rate.
    void setMost(std::size_t step) { most_ = step; }
    /// The step for so many bits on the wire at that time.
    [[nodiscard]] std::size_t choose(int wireBits, core::Instant now);
    [[nodiscard]] std::size_t step() const { return step_; }
    /// The highest step that may be chosen.
    [[nodiscard]] std::size_t highestWithin() const;

private:
    void climb(int wireBits, core::Instant now);
    void descend(int wireBits, core::Instant now);

    std::size_t step_;
    PictureLimits limits_;
    std::size_t most_ = 99;
    bool steppedDown_ = false;
    std::optional<core::Instant> roomSince_;   ///< since when there is room above
    std::optional<core::Instant> shortSince_;  ///< since when the step's rate is not there
};

}  // namespace sidetone::media
