// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "media/AudioParameters.h"
#include "media/codecs/video/H264Encoder.h"
#include "media/rate/ladder.h"
#include "media/rtp/h264/H264Packetizer.h"
#include "media/video/PictureFeed.h"

namespace sidetone::media {

/// Where a video session listens and how it marks: fixed for its life.
struct VideoSessionSetup {
    std::string localAddress;  ///< numeric; the address that SDP will carry
    PortRange ports = PortRange{}.videoHalf();
    int dscp = 34;  ///< 0 to 63; AF41 (QOS-03)
    VideoViews views;  ///< who looks at the pictures besides the devices
    /// What the line is thought to carry at first, bit/s with all headers; 0: not known (VID-04).
    int firstBits = 0;
};

/// What the other side takes of feedback (a=rtcp-fb).
struct VideoFeedback {
    bool nack = false;      ///< lost packets are asked for
    bool fullIntra = true;  ///< FIR
    bool tmmbr = false;
    bool remb = false;
    bool arrivals = false;  ///< when each packet came (RFC 8888, ack ccfb); both sides tell it
    friend bool operator==(const VideoFeedback&, const VideoFeedback&) = default;
};

/// What is sent, as the other side wants it.
struct VideoFormat {
    int payloadType = 0;  ///< 0 to 127
    PacketizationMode mode = PacketizationMode::SingleUnit;
    H264Profile profile = H264Profile::ConstrainedBaseline;
    PictureLimits limits;  ///< what it can decode
    friend bool operator==(const VideoFormat&, const VideoFormat&) = default;
};

/// Everything that offer and answer decided about one video stream.
struct VideoParameters {
    net::Endpoint remoteRtp;  ///< numeric address; port 0 sends nothing
    /// a=rtcp of the other side; without it the RTP port + 1. Equal to remoteRtp: a=rtcp-mux.
    std::optional<net::Endpoint> remoteRtcp;
    VideoFormat send;
    std::vector<int> receive;  ///< payload types of ours, all of them H.264
    VideoFeedback feedback;
    /// The most that may be sent, bit/s without headers: the region's share (b=TIAS); 0: no limit.
    int mostBits = 0;
    /// The most that we want to receive, bit/s without headers; 0: no limit.
    int mostReceivedBits = 0;
    /// Both or neither; with keys nothing unprotected is sent or accepted.
    std::optional<SrtpKey> localKey;
    std::optional<SrtpKey> remoteKey;
    MediaDirection direction = MediaDirection::SendReceive;
};

/// What is measured, each second. Counters run from the start of the session.
struct VideoStatistics {
    PictureSize sentSize;      ///< 0x0: nothing is sent
    int sentFrames = 0;        ///< pictures in the last second
    int sentBits = 0;          ///< bit/s on the wire in the last second, with all headers
    int targetBits = 0;        ///< what the line is thought to carry, bit/s with all headers
    PictureSize receivedSize;  ///< 0x0: nothing was shown yet
    int receivedFrames = 0;
    int receivedBits = 0;
    std::uint64_t packetsSent = 0;
    std::uint64_t packetsSentAgain = 0;
    std::uint64_t packetsReceived = 0;
    std::uint64_t packetsLost = 0;
    std::uint64_t packetsRefused = 0;
    double jitterMilliseconds = 0;
    std::optional<double> roundTripMilliseconds;
    std::uint64_t picturesShown = 0;
    std::uint64_t picturesDamaged = 0;
    std::uint64_t keyPicturesAsked = 0;   ///< by us
    std::uint64_t keyPicturesWanted = 0;  ///< by the other side
    int localPort = 0;
    int remotePort = 0;
    bool isStopped = false;  ///< the line is broken, and nothing is sent any more (RFC 8083)
    /// The line carries less than the smallest picture needs, and nothing is sent (RATE-06).
    bool isTooNarrow = false;
};

}  // namespace sidetone::media
