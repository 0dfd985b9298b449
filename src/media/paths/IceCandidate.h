// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "media/paths/TransportAddress.h"

namespace sidetone::media {

/// RFC 8445, section 4.
enum class CandidateKind { Host, PeerReflexive, ServerReflexive, Relayed };

/// An address at which one side may be reached (RFC 8445, section 5.3). UDP alone.
struct IceCandidate {
    CandidateKind kind = CandidateKind::Host;
    int component = 1;           ///< 1 to 256; 1: RTP, 2: RTCP where it has a port of its own
    std::string foundation;      ///< 1 to 32 letters, digits, '+' and '/'
    std::uint32_t priority = 0;  ///< 1 to 2^31 - 1
    TransportAddress address;
    /// raddr and rport: the base of a reflexive one, the mapped address of a relayed one.
    std::optional<TransportAddress> related;
    /// Ours alone: the address of the socket (or of the relay) that sends for it.
    TransportAddress base{};

    friend bool operator==(const IceCandidate&, const IceCandidate&) = default;
};

/// RFC 8445, section 5.1.2.1, with its recommended preferences of the kinds. The local preference
/// says which of several addresses of this machine comes first, the component is 1 to 256.
[[nodiscard]] std::uint32_t candidatePriority(CandidateKind kind, std::uint16_t localPreference,
                                              int component);
/// The local preference inside a priority.
[[nodiscard]] std::uint16_t localPreferenceOf(std::uint32_t priority);

/// The value of SDP's a=candidate (RFC 8839, section 5.1), without "candidate:". A related address
/// that is not known is written as the wildcard that hides it. Extensions are read over.
/// Empty: broken, not UDP, or with a name for an address, all of which are passed by.
[[nodiscard]] std::optional<IceCandidate> parseCandidate(std::string_view value);
[[nodiscard]] std::string formatCandidate(const IceCandidate& candidate);

/// Gives the same foundation to candidates of the same kind, base address and server, and only to
/// these (RFC 8445, section 5.1.1.3).
class Foundations {
public:
    [[nodiscard]] std::string of(CandidateKind kind, const TransportAddress& base,
                                 const std::optional<TransportAddress>& server = {});

private:
    using Key = std::pair<CandidateKind, std::pair<std::string, std::string>>;
    std::vector<Key> keys_;
};

}  // namespace sidetone::media
