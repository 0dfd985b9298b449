// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Secret.h"
#include "sip/sdp/SessionDescription.h"

namespace sidetone::sip {

/// What a section says of its way through networks (ICE, RFC 8839) and of the handshake that gives
/// it keys (DTLS-SRTP, RFC 5763, RFC 8842). Values as they stand in the attributes.
struct PathAttributes {
    std::string iceFragment;  ///< ice-ufrag
    core::Secret icePassword;
    std::vector<std::string> candidates;
    std::vector<std::string> fingerprints;
    std::string setup;
    std::string association;  ///< tls-id; empty where it is not said
    bool sharesPort = false;  ///< rtcp-mux (RFC 5761)

    [[nodiscard]] bool hasIce() const { return !iceFragment.empty() && !candidates.empty(); }
    [[nodiscard]] bool hasHandshake() const { return !fingerprints.empty() && !setup.empty(); }
};

/// Of the section, and what stands for all sections where it says nothing itself.
[[nodiscard]] PathAttributes readPath(const SessionDescription& description,
                                      const MediaDescription& section);
/// Empty values are left out.
void writePath(MediaDescription& section, const PathAttributes& path);
/// UDP/TLS/RTP/SAVP and UDP/TLS/RTP/SAVPF (RFC 5764, section 8).
[[nodiscard]] bool isHandshakeProtocol(std::string_view protocol);

}  // namespace sidetone::sip
