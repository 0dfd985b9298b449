// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "sip/sdp/AudioNegotiation.h"
#include "sip/sdp/H264Parameters.h"

namespace sidetone::sip {

/// H.264 with one payload type.
struct VideoFormat {
    int payloadType = 0;
    H264Parameters parameters;
    friend bool operator==(const VideoFormat&, const VideoFormat&) = default;
};

/// What this program offers, best first: high profile, then constrained baseline in both
/// packetization modes with the payload types of Jabber, all at level 3.1 (1280x720 at 30).
[[nodiscard]] std::vector<VideoFormat> offeredVideoFormats();

/// What stands in a=rtcp-fb.
struct FeedbackKinds {
    bool nack = false;
    bool pictureLoss = false;
    bool fullIntra = false;
    bool tmmbr = false;
    bool remb = false;
    bool arrivals = false;  ///< ack ccfb (RFC 8888)
    friend bool operator==(const FeedbackKinds&, const FeedbackKinds&) = default;
};

/// What we bring.
struct LocalVideo {
    net::Endpoint rtp;
    net::Endpoint rtcp;
    std::vector<VideoFormat> formats = offeredVideoFormats();
    KeyPolicy keyPolicy = KeyPolicy::None;
    std::vector<Crypto> keys;
    Direction direction = Direction::SendReceive;
    int mostBits = 0;  ///< that we want to receive, bit/s without headers (b=TIAS); 0: not said
};

/// What both sides agreed.
struct AgreedVideo {
    net::Endpoint remoteRtp;
    std::optional<net::Endpoint> remoteRtcp;
    VideoFormat send;                 ///< with their payload type and what they said
    H264Level limit;                  ///< what may be sent to them
    std::vector<int> receive;         ///< payload types of ours
    FeedbackKinds feedback;           ///< what they take
    std::optional<int> mostBits;      ///< b=TIAS or b=AS of the section, bit/s of video alone
    std::optional<int> mostCallBits;  ///< the same of the whole call, sound included
    std::optional<Crypto> localKey;
    std::optional<Crypto> remoteKey;
    Direction direction = Direction::SendReceive;        ///< seen from here
    Direction remoteDirection = Direction::SendReceive;  ///< what they wrote
};

/// The section of an offer, a=content:main (RFC 4796).
[[nodiscard]] MediaDescription makeVideoSection(const LocalVideo& local);

/// Which section of an offer is the person's picture: the first one of video that is switched on
/// and shows no slides; empty where there is none.
[[nodiscard]] std::optional<std::size_t> mainVideoOf(const SessionDescription& description);

struct VideoAnswer {
    MediaDescription section;
    AgreedVideo agreed;
};
/// Unsupported where nothing fits: no common configuration, no common protection.
[[nodiscard]] core::Result<VideoAnswer> answerVideo(const LocalVideo& local,
                                                    const SessionDescription& offer,
                                                    const MediaDescription& section);
/// What the answer's section agreed. Unsupported where it was refused, or where keys are missing.
[[nodiscard]] core::Result<AgreedVideo> readVideoAnswer(const LocalVideo& local,
                                                        const SessionDescription& answer,
                                                        const MediaDescription& section);

}  // namespace sidetone::sip
