// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sidetone::telephony {

/// Whether the other side sees us.
enum class OwnVideo { Off, On };

/// What is measured of a call's picture, each second. Bits count all headers; sizes are 0 where
/// nothing is sent or was shown yet.
struct VideoStatistics {
    int sentWidth = 0;
    int sentHeight = 0;
    int sentFrames = 0;  ///< a second
    int sentBits = 0;    ///< a second
    int targetBits = 0;  ///< what the line is thought to carry
    int receivedWidth = 0;
    int receivedHeight = 0;
    int receivedFrames = 0;
    int receivedBits = 0;
    std::uint64_t packetsSent = 0;
    std::uint64_t packetsSentAgain = 0;
    std::uint64_t packetsReceived = 0;
    std::uint64_t packetsLost = 0;
    double jitterMilliseconds = 0;
    std::optional<double> roundTripMilliseconds;
    std::uint64_t picturesShown = 0;
    std::uint64_t picturesDamaged = 0;
    std::uint64_t keyPicturesAsked = 0;   ///< by us
    std::uint64_t keyPicturesWanted = 0;  ///< by the other side
    int localPort = 0;
    int remotePort = 0;
};

/// The picture of a call, as a person sees it.
struct VideoState {
    bool possible = false;   ///< this line can show pictures
    bool canSend = false;    ///< and has a camera
    bool offered = false;    ///< the call that rings here has a picture
    bool agreed = false;     ///< both sides take part, in one direction at least
    bool sending = false;    ///< the other side sees us
    bool receiving = false;  ///< we may see the other side
    std::string trouble{};   ///< a sentence where the picture does not work; empty while it does
    VideoStatistics statistics;
};

}  // namespace sidetone::telephony
