// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/Random.h"
#include "core/Secret.h"
#include "media/PortRange.h"
#include "net/Endpoint.h"

namespace sidetone::media {

/// The codecs of this engine, in the order of Jabber's offers (CODEC-01 to CODEC-05). The two bit
/// rates of G.722.1 are codecs of their own.
enum class AudioCodecKind { Opus, G722, G7221At32, G7221At24, Pcmu, Pcma, G729 };

/// One codec as SDP writes it.
struct AudioFormat {
    AudioCodecKind codec = AudioCodecKind::Pcmu;
    int payloadType = 0;     ///< 0 to 127
    std::string parameters;  ///< the fmtp value: what the receiver of this stream wants

    friend bool operator==(const AudioFormat&, const AudioFormat&) = default;
};

/// The name, RTP clock and channels that rtpmap carries: "opus/48000/2", "G722/8000" (RFC 3551
/// says 8000 although it samples at 16000), "G7221/16000", "PCMU/8000", "G729/8000".
[[nodiscard]] std::string rtpmap(AudioCodecKind codec);
/// Ticks a second of the codec's RTP timestamps.
[[nodiscard]] int clockRate(AudioCodecKind codec);
/// The codec of a rtpmap value, without regard to case; empty for what this engine lacks. The
/// parameters (fmtp) tell the bit rates of G.722.1 apart, where they are mandatory (RFC 5577).
[[nodiscard]] std::optional<AudioCodecKind> codecOfRtpmap(std::string_view rtpmap,
                                                          std::string_view parameters = {});
/// The codec of a static payload type without rtpmap: 0, 8, 9 and 18 (RFC 3551, section 6).
[[nodiscard]] std::optional<AudioCodecKind> codecOfStaticType(int payloadType);
/// Low: the mode for bad lines that a person switches on, in which G.729 is all there is (AUD-10).
enum class SoundBandwidth { Normal, Low };
/// What this engine offers, in its order of preference, with Jabber's payload types: Opus 114,
/// G.722 9, G.722.1 104 and 105, PCMU 0, PCMA 8, G.729 18, each with the fmtp of what we like to
/// receive.
[[nodiscard]] std::vector<AudioFormat> offeredFormats(
    SoundBandwidth bandwidth = SoundBandwidth::Normal);
/// The value of a number in a fmtp line ("useinbandfec=1;maxaveragebitrate=24000"), or the
/// fallback.
[[nodiscard]] long formatParameter(std::string_view parameters, std::string_view key,
                                   long fallback);
/// The payload type of telephone-event/8000 in our offers, and its fmtp "0-15".
inline constexpr int offeredTelephoneEvent = 101;

/// Which way sound goes, seen from here; SDP's sendrecv, sendonly, recvonly, inactive.
enum class MediaDirection { SendReceive, SendOnly, ReceiveOnly, Inactive };

/// Suites of SDES (RFC 4568, RFC 6188), strongest first, and those that only DTLS agrees on here
/// (RFC 7714).
enum class SrtpSuite {
    AesCm256Sha80,
    AesCm256Sha32,
    AesCm128Sha80,
    AesCm128Sha32,
    AeadAes256Gcm,
    AeadAes128Gcm
};

/// The suite's name in a=crypto: "AES_CM_128_HMAC_SHA1_80".
[[nodiscard]] std::string_view name(SrtpSuite suite);
/// Of SDES alone.
[[nodiscard]] std::optional<SrtpSuite> srtpSuiteOf(std::string_view name);
/// Octets of master key and salt together: 30 for AES-128, 46 for AES-256; with GCM 28 and 44.
[[nodiscard]] std::size_t keyLength(SrtpSuite suite);

/// The key of one direction: master key and salt, raw octets (base64 in SDP's inline:).
struct SrtpKey {
    SrtpSuite suite = SrtpSuite::AesCm128Sha80;
    core::Secret keyAndSalt;
};
[[nodiscard]] SrtpKey makeSrtpKey(SrtpSuite suite, core::Random& random);

/// Where a session listens, fixed for its life, and how it marks at first.
struct AudioSessionSetup {
    std::string localAddress;  ///< numeric; the address that SDP will carry
    PortRange ports = PortRange{}.audioHalf();
    int dscp = 46;  ///< 0 to 63; EF (QOS-03)
};

/// Everything that offer and answer decided about one audio stream.
struct AudioParameters {
    net::Endpoint remoteRtp;  ///< numeric address; port 0 sends nothing
    /// a=rtcp of the other side; without it the RTP port + 1. Equal to remoteRtp: a=rtcp-mux.
    std::optional<net::Endpoint> remoteRtcp;
    AudioFormat send;                       ///< with the payload type that the other side wants
    std::vector<AudioFormat> receive;       ///< every format of our own description, any may arrive
    std::optional<int> sendTelephoneEvent;  ///< payload types of telephone-event; 8000 Hz
    std::optional<int> receiveTelephoneEvent;
    int packetMilliseconds = 20;  ///< a=ptime of the other side: 10 to 60
    /// The key that stands in our SDP and the one in theirs. Both or neither; with keys nothing
    /// unprotected is sent or accepted (ENC-07).
    std::optional<SrtpKey> localKey;
    std::optional<SrtpKey> remoteKey;
    MediaDirection direction = MediaDirection::SendReceive;
    /// How packets are marked from now on, 0 to 63; empty: as before.
    std::optional<int> dscp;
};

/// What is measured, each second. Counters run from the start of the session.
struct AudioStatistics {
    std::string codec;  ///< what is sent: "opus/48000"
    std::uint64_t packetsSent = 0;
    std::uint64_t packetsReceived = 0;
    std::uint64_t packetsLost = 0;                ///< RFC 3550 A.3, never below 0
    double jitterMilliseconds = 0;                ///< RFC 3550 A.8
    std::optional<double> roundTripMilliseconds;  ///< after the first answered sender report
    std::uint64_t packetsLate = 0;                ///< came after their time or twice
    std::uint64_t packetsRefused = 0;  ///< malformed, not authentic, replayed or from elsewhere
    std::uint64_t concealedMilliseconds = 0;  ///< sound made up where packets were missing
    int bufferMilliseconds = 0;               ///< what waits in the jitter buffer
    int localPort = 0;
    int remotePort = 0;
};

}  // namespace sidetone::media
