// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "sip/sdp/AudioNegotiation.h"

namespace sidetone::sip {

// What offer and answer both read out of an audio section.

/// The formats of an RTP section with their rtpmap and fmtp, in the order of m=; static payload
/// types without rtpmap by RFC 3551.
[[nodiscard]] std::vector<AudioFormat> formatsOf(const MediaDescription& section);
/// Payload type of telephone-event/8000.
[[nodiscard]] std::optional<int> telephoneEventOf(const std::vector<AudioFormat>& formats);
/// The payload type for telephone-event in an offer of these formats: the wanted one, or the first
/// dynamic one that is free where a format has it.
[[nodiscard]] int telephoneEventBeside(const std::vector<AudioFormat>& formats, int wanted);
/// The same encoding by name, clock and channels.
[[nodiscard]] bool sameEncoding(const AudioFormat& a, const AudioFormat& b);
/// Where RTP and RTCP go (RFC 3605), from what the other side wrote.
void readEndpoints(const SessionDescription& description, const MediaDescription& section,
                   AgreedAudio& agreed);
/// Both sides' directions, seen from here; c=0.0.0.0 is the hold of RFC 2543.
void readDirection(const LocalAudio& local, const SessionDescription& description,
                   const MediaDescription& section, AgreedAudio& agreed);
/// a=ptime, 10 to 60 ms; else 20.
[[nodiscard]] int packetTimeOf(const MediaDescription& section);
/// RTP/SAVP and RTP/SAVPF.
[[nodiscard]] bool isSecureProtocol(std::string_view protocol);
/// RTP/AVP and RTP/AVPF.
[[nodiscard]] bool isPlainProtocol(std::string_view protocol);
/// The section's usable keys.
[[nodiscard]] std::vector<Crypto> keysOf(const MediaDescription& section);
/// Writes rtpmap and fmtp lines and the payload types of m=.
void writeFormats(MediaDescription& section, const std::vector<AudioFormat>& formats,
                  std::optional<int> telephoneEvent);
/// A description of ours without media.
[[nodiscard]] SessionDescription ownDescription(const LocalAudio& local);

/// What may be sent at most, bit/s of sound alone: b=TIAS of the section, else its b=AS without
/// the 16 kbit/s that headers take at 50 packets a second, else the session's; empty where nothing
/// readable stands there.
[[nodiscard]] std::optional<int> mostBitsOf(const SessionDescription& description,
                                            const MediaDescription& section);
/// The least bits a second that a codec needs; 0 where it is not known.
[[nodiscard]] int leastBitsOf(const AudioFormat& format);

}  // namespace sidetone::sip
