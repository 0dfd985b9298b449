// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/Random.h"
#include "media/paths/TransportAddress.h"

namespace sidetone::media {

/// RFC 8489, section 5; the values are the two class bits.
enum class StunClass : std::uint8_t { Request, Indication, Success, Error };

/// RFC 8489, section 18.2, and RFC 8656, section 17. Others are read as numbers without a name.
enum class StunMethod : std::uint16_t {
    Binding = 1,
    Allocate = 3,
    Refresh = 4,
    Send = 6,
    Data = 7,
    CreatePermission = 8,
    ChannelBind = 9,
};

/// RFC 8489, section 18.3; RFC 8656, section 18; RFC 8445, section 16.1.
enum class StunType : std::uint16_t {
    MappedAddress = 0x0001,
    Username = 0x0006,
    MessageIntegrity = 0x0008,
    ErrorCode = 0x0009,
    UnknownAttributes = 0x000A,
    ChannelNumber = 0x000C,
    Lifetime = 0x000D,
    XorPeerAddress = 0x0012,
    Data = 0x0013,
    Realm = 0x0014,
    Nonce = 0x0015,
    XorRelayedAddress = 0x0016,
    RequestedAddressFamily = 0x0017,
    EvenPort = 0x0018,
    RequestedTransport = 0x0019,
    DontFragment = 0x001A,
    MessageIntegritySha256 = 0x001C,
    PasswordAlgorithm = 0x001D,
    Userhash = 0x001E,
    XorMappedAddress = 0x0020,
    ReservationToken = 0x0022,
    Priority = 0x0024,
    UseCandidate = 0x0025,
    PasswordAlgorithms = 0x8002,
    AlternateDomain = 0x8003,
    Software = 0x8022,
    AlternateServer = 0x8023,
    Fingerprint = 0x8028,
    IceControlled = 0x8029,
    IceControlling = 0x802A,
};

using StunTransactionId = std::array<std::uint8_t, 12>;
[[nodiscard]] StunTransactionId makeStunTransactionId(core::Random& random);

struct StunAttribute {
    StunType type{};
    std::vector<std::uint8_t> value;  ///< without padding

    friend bool operator==(const StunAttribute&, const StunAttribute&) = default;
};

/// RFC 8489, section 14.8.
struct StunError {
    int code = 0;        ///< 300 to 699
    std::string reason;  ///< UTF-8, at most 763 octets; for logs, through core::printable

    friend bool operator==(const StunError&, const StunError&) = default;
};

/// One STUN message (RFC 8489, section 5) without its integrity and fingerprint, which are
/// StunSeal's: a message that was read still shows them as attributes, one to write has none.
class StunMessage {
public:
    static constexpr std::size_t headerOctets = 20;
    /// No message that a path needs is larger; a larger one is refused.
    static constexpr std::size_t largest = 2048;

    StunMessage() = default;
    StunMessage(StunClass kind, StunMethod name, const StunTransactionId& id)
        : kind_(kind), method_(name), id_(id) {}

    [[nodiscard]] StunClass kind() const { return kind_; }
    [[nodiscard]] StunMethod method() const { return method_; }
    [[nodiscard]] const StunTransactionId& id() const { return id_; }
    [[nodiscard]] const std::vector<StunAttribute>& attributes() const { return attributes_; }

    /// The first attribute of a type, which is the one that counts (RFC 8489, section 14).
    [[nodiscard]] const StunAttribute* find(StunType type) const;
    [[nodiscard]] bool has(StunType type) const { return find(type) != nullptr; }
    // Values; empty where the attribute is absent or has another length than its type.
    [[nodiscard]] std::optional<std::string> text(StunType type) const;
    [[nodiscard]] std::optional<std::uint32_t> number32(StunType type) const;
    [[nodiscard]] std::optional<std::uint64_t> number64(StunType type) const;
    /// XOR-MAPPED-, XOR-PEER- and XOR-RELAYED-ADDRESS, and their plain forms MAPPED-ADDRESS and
    /// ALTERNATE-SERVER.
    [[nodiscard]] std::optional<TransportAddress> address(StunType type) const;
    [[nodiscard]] std::optional<StunError> error() const;
    /// Attributes that must be understood and are not (RFC 8489, section 6.3).
    [[nodiscard]] std::vector<std::uint16_t> unknownRequired() const;

    void add(StunType type, std::span<const std::uint8_t> value);
    void addFlag(StunType type) { add(type, {}); }
    void addText(StunType type, std::string_view text);
    void addNumber(StunType type, std::uint32_t value);
    void addNumber64(StunType type, std::uint64_t value);
    void addAddress(StunType type, const TransportAddress& address);
    void addError(const StunError& error);
    void addUnknown(std::span<const std::uint16_t> types);

    /// Header and attributes. The caller keeps it below `largest`.
    [[nodiscard]] std::vector<std::uint8_t> write() const;

    friend bool operator==(const StunMessage&, const StunMessage&) = default;

private:
    StunClass kind_ = StunClass::Request;
    StunMethod method_ = StunMethod::Binding;
    StunTransactionId id_{};
    std::vector<StunAttribute> attributes_;
};

/// Whether a datagram is STUN and neither DTLS nor RTP (RFC 7983, section 7; RFC 8489, section 5):
/// first octet, length and magic cookie.
[[nodiscard]] bool looksLikeStun(std::span<const std::uint8_t> datagram);

/// A whole datagram as a message; empty where it breaks the format, is larger than
/// StunMessage::largest or has more than 64 attributes. What stands behind an integrity that is
/// neither a stronger integrity nor the fingerprint is left out (RFC 8489, section 14.5); whether
/// integrity and fingerprint are right is StunSeal's to say.
[[nodiscard]] std::optional<StunMessage> parseStun(std::span<const std::uint8_t> datagram);

}  // namespace sidetone::media
