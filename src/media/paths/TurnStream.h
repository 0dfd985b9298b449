// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sidetone::media {

/// What a TURN server sends over TCP or TLS, cut into messages and channel data (RFC 8656, sections
/// 2.1 and 12.5: channel data is padded to 4 octets there).
class TurnStream {
public:
    /// Octets as they come. After broken ones nothing more is taken.
    void add(std::span<const std::uint8_t> octets);
    /// The next whole message or channel data, without its padding; empty: it is not there yet.
    [[nodiscard]] std::optional<std::vector<std::uint8_t>> next();
    /// Neither STUN nor channel data came: the connection has to be closed.
    [[nodiscard]] bool isBroken() const { return isBroken_; }

private:
    std::vector<std::uint8_t> waiting_;
    bool isBroken_ = false;
};

}  // namespace sidetone::media
