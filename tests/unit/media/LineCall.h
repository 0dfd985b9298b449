// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include "core/Clock.h"
#include "media/video/Picture.h"

namespace sidetone::test {

/// A call with G.711 and a picture over a line, in virtual time, with the real coder: who sends,
/// and what the line is like. The other direction has the same line and carries reports.
struct LineCall {
    /// When what bottleneck begins, bit/s.
    std::vector<std::pair<core::Milliseconds, double>> capacity;
    core::Milliseconds duration{14'000};
    core::Milliseconds delay{20};
    int tunnelOctets = 0;  ///< that a VPN adds to each packet on the line
    int firstBits = 150'000;
    bool tellsArrivals = true;  ///< the other side does (RFC 8888)
};

/// What was seen each 100 ms.
struct LineMoment {
    double seconds = 0;
    double capacity = 0;  ///< bit/s
    double carried = 0;   ///< bit/s with all headers, sound, and what the tunnel adds
    double target = 0;    ///< what the line is thought to carry for the picture, bit/s
    double queueMilliseconds = 0;
    media::PictureSize size;  ///< as it was last shown
    int shown = 0;            ///< pictures
};

struct LineOutcome {
    std::vector<LineMoment> moments;
    // Of the last five seconds:
    media::PictureSize size;
    bool keptSize = false;
    double frames = 0;  ///< shown a second
    double carried = 0;
    double target = 0;
    double settled = 0;    ///< seconds until the picture had its last size
    double queue95 = 0;    ///< ms, of all but the first five seconds
    double queueMost = 0;  ///< ms, of all
    int soundSent = 0;
    int soundLost = 0;
    int soundLostLast = 0;      ///< in the second half
    double soundGap = 0;        ///< the longest between two packets of it there, ms
    bool isTooNarrow = false;   ///< the picture was given up
    double narrowAfter = 0;     ///< seconds
    std::uint64_t damaged = 0;  ///< pictures
};

[[nodiscard]] LineOutcome run(const LineCall& call);

}  // namespace sidetone::test
