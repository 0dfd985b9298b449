// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

namespace sidetone::sip {

/// Which way media goes, seen by who wrote the description (RFC 8866 6.7).
enum class Direction { SendReceive, SendOnly, ReceiveOnly, Inactive };

[[nodiscard]] std::string_view name(Direction direction);
[[nodiscard]] bool sends(Direction direction);
[[nodiscard]] bool receives(Direction direction);
[[nodiscard]] Direction makeDirection(bool sends, bool receives);

/// `a=name:value` or `a=name`.
struct SdpAttribute {
    std::string name;
    std::optional<std::string> value;
};

/// The attributes of a section, in their order.
class SdpAttributes {
public:
    void add(std::string name, std::optional<std::string> value = std::nullopt) {
        list_.push_back({std::move(name), std::move(value)});
    }
    /// The first one's value; empty for none and for flags.
    [[nodiscard]] std::string_view value(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] std::vector<std::string_view> values(std::string_view name) const;
    /// sendrecv, sendonly, recvonly or inactive, where one stands here.
    [[nodiscard]] std::optional<Direction> direction() const;
    [[nodiscard]] const std::vector<SdpAttribute>& all() const { return list_; }

private:
    std::vector<SdpAttribute> list_;
};

/// One m= section.
struct MediaDescription {
    std::string type;                  ///< "audio", "video", "application"
    std::uint16_t port = 0;            ///< 0: refused or switched off
    std::string protocol;              ///< "RTP/AVP", "RTP/SAVP"
    std::vector<std::string> formats;  ///< payload types, or others such as "*"
    std::string connection;            ///< address of c=; empty: the session's
    std::vector<std::string> bandwidth;
    SdpAttributes attributes;
};

/// A whole description (RFC 8866). Lines that calls do not need (i, u, e, p, r, z, k) are read
/// over and not written.
struct SessionDescription {
    std::string originUser = "-";
    std::uint64_t sessionId = 0;
    std::uint64_t version = 0;
    std::string originAddress;
    std::string name = "-";
    std::string connection;  ///< address of c=; may be empty where every media has one
    std::vector<std::string> bandwidth;
    SdpAttributes attributes;
    std::vector<MediaDescription> media;

    /// BadAnswer with the line that is wrong; TooLarge over 64 KiB, 1000 lines or 32 media.
    static core::Result<SessionDescription> parse(std::string_view text);
    [[nodiscard]] std::string text() const;

    /// The address that a media section is reached at.
    [[nodiscard]] const std::string& addressOf(const MediaDescription& section) const {
        return section.connection.empty() ? connection : section.connection;
    }
    /// The section's direction, else the session's, else sendrecv.
    [[nodiscard]] Direction directionOf(const MediaDescription& section) const;
};

}  // namespace sidetone::sip
