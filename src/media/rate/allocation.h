// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "media/video/Picture.h"

namespace sidetone::media {

/// Whether a second picture, the shared screen, goes beside the person's.
enum class Presentation { None, Shared };

/// How a call's bits are divided (chapter, Maximum Negotiated Bit Rate and Bandwidth Performance
/// Expectations; RATE-05, RATE-10): sound gets its most, the picture gets the rest, and beside a
/// presentation each of the two gets half of the rest.
struct VideoShares {
    int main = 0;          ///< bit/s
    int presentation = 0;  ///< bit/s
    friend bool operator==(const VideoShares&, const VideoShares&) = default;
};

/// `total` and `audio` count the same: both payload alone (the region's maximum), or both with
/// all headers (the line's). Nothing is left for pictures where sound takes it all.
[[nodiscard]] VideoShares divideBits(int total, int audio, Presentation presentation);

/// The step of the ladder that a share on the wire carries; empty: not even the lowest.
[[nodiscard]] std::optional<std::size_t> stepWithin(int wireBits);

/// Pictures of a shared screen a second that a share on the wire carries, 2 to 8 (chapter,
/// Presentation Video Bit Rates); 0: not even two. For the sizes of that table the table's
/// numbers, for others that of the next larger one.
[[nodiscard]] int presentationFrames(const PictureSize& size, int wireBits);

}  // namespace sidetone::media
