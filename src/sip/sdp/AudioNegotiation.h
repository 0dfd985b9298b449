// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "net/Endpoint.h"
#include "sip/sdp/Crypto.h"
#include "sip/sdp/SessionDescription.h"

namespace sidetone::sip {

/// A codec as rtpmap and fmtp write it.
struct AudioFormat {
    int payloadType = 0;
    std::string encoding;    ///< "opus/48000/2", "PCMU/8000"
    std::string parameters;  ///< fmtp; may be empty
    friend bool operator==(const AudioFormat&, const AudioFormat&) = default;
};

/// Whether keys go into our descriptions.
enum class KeyPolicy {
    None,      ///< no keys; RTP/SAVP is refused
    Optional,  ///< RTP/SAVP is offered, plain RTP is accepted
    Required,  ///< nothing but SRTP
};

/// Whether keys may come from a handshake over the media's own way (DTLS-SRTP, RFC 5763). Who
/// writes the description adds its attributes (sip/sdp/PathAttributes.h).
enum class HandshakePolicy {
    None,     ///< keys stand in the description, or there are none
    Offered,  ///< beside keys in the description; whoever knows it takes it
    Required  ///< nothing else: UDP/TLS/RTP/SAVPF without any key
};

/// What we bring to a negotiation.
struct LocalAudio {
    net::Endpoint rtp;
    net::Endpoint rtcp;
    std::vector<AudioFormat> formats;  ///< best first
    int telephoneEvent = 101;          ///< payload type of telephone-event/8000
    KeyPolicy keyPolicy = KeyPolicy::None;
    std::vector<Crypto> keys;  ///< best first; a fresh key for each suite
    HandshakePolicy handshake = HandshakePolicy::None;
    Direction direction = Direction::SendReceive;
    std::uint64_t sessionId = 0;
    std::uint64_t version = 0;  ///< one up with each new description
};

/// What both sides agreed.
struct AgreedAudio {
    net::Endpoint remoteRtp;
    std::optional<net::Endpoint> remoteRtcp;
    AudioFormat send;                  ///< with the payload type that they want
    std::vector<AudioFormat> receive;  ///< with our payload types
    std::optional<int> sendTelephoneEvent;
    std::optional<int> receiveTelephoneEvent;
    int packetMilliseconds = 20;
    /// What they let us send at most, bit/s of sound alone (b=TIAS, b=AS).
    std::optional<int> mostBits;
    std::optional<Crypto> localKey;
    std::optional<Crypto> remoteKey;
    bool byHandshake = false;                            ///< DTLS-SRTP instead of both keys
    Direction direction = Direction::SendReceive;        ///< seen from here
    Direction remoteDirection = Direction::SendReceive;  ///< what they wrote
};

struct AudioAnswer {
    SessionDescription description;
    AgreedAudio agreed;
};

/// RFC 3264 5, in the shape of Cisco's clients: RTP/SAVP with keys unless the policy is None.
[[nodiscard]] SessionDescription makeAudioOffer(const LocalAudio& local);
/// RFC 3264 6: the first audio section that fits is taken, everything else refused with port 0.
/// Codecs are chosen in the offer's order, those first that stay below its bandwidth (b=TIAS,
/// b=AS: what the call server's region allows; CODEC-07); where none does, the one that needs the
/// least. Unsupported (a 488) where nothing fits: no audio, no common codec, or no common
/// protection.
[[nodiscard]] core::Result<AudioAnswer> answerAudioOffer(const LocalAudio& local,
                                                         const SessionDescription& offer);
/// RFC 3264 7: what an answer to makeAudioOffer(local) agreed; of several codecs the first that its
/// bandwidth allows is sent. Unsupported where the audio was refused, or Required keys are missing.
[[nodiscard]] core::Result<AgreedAudio> readAudioAnswer(const LocalAudio& local,
                                                        const SessionDescription& answer);

}  // namespace sidetone::sip
