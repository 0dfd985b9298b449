// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/StunMessage.h"

#include <algorithm>

#include "media/paths/stunWire.h"
#include "media/rtp/octets.h"

namespace sidetone::media {
namespace {

constexpr std::size_t mostAttributes = 64;

constexpr std::array known{StunType::MappedAddress,
                           StunType::Username,
                           StunType::MessageIntegrity,
                           StunType::ErrorCode,
                           StunType::UnknownAttributes,
                           StunType::ChannelNumber,
                           StunType::Lifetime,
                           StunType::XorPeerAddress,
                           StunType::Data,
                           StunType::Realm,
                           StunType::Nonce,
                           StunType::XorRelayedAddress,
                           StunType::RequestedAddressFamily,
                           StunType::EvenPort,
                           StunType::RequestedTransport,
                           StunType::DontFragment,
                           StunType::MessageIntegritySha256,
                           StunType::PasswordAlgorithm,
                           StunType::Userhash,
                           StunType::XorMappedAddress,
                           StunType::ReservationToken,
                           StunType::Priority,
                           StunType::UseCandidate};

bool isXored(StunType type) {
    return type == StunType::XorMappedAddress || type == StunType::XorPeerAddress ||
           type == StunType::XorRelayedAddress;
}

/// What the address is combined with: the cookie, then the transaction (RFC 8489, section 14.2).
std::array<std::uint8_t, 16> maskOf(const StunTransactionId& id) {
    std::array<std::uint8_t, 16> mask{};
    write32(mask, 0, stunCookie);
    std::copy(id.begin(), id.end(), mask.begin() + 4);
    return mask;
}

/// The class bits lie between those of the method (RFC 8489, figure 3).
std::uint16_t typeOf(StunClass kind, StunMethod name) {
    const auto m = static_cast<unsigned>(name);
    const auto c = static_cast<unsigned>(kind);
    return static_cast<std::uint16_t>(((m & 0xF80U) << 2U) | ((m & 0x70U) << 1U) | (m & 0xFU) |
                                      ((c & 2U) << 7U) | ((c & 1U) << 4U));
}

/// Whether an attribute may stand behind one that was seen.
bool mayFollow(StunType type, StunType last) {
    switch (last) {
        case StunType::Fingerprint:
            return false;
        case StunType::MessageIntegritySha256:
            return type == StunType::Fingerprint;
        case StunType::MessageIntegrity:
            return type == StunType::Fingerprint || type == StunType::MessageIntegritySha256;
        default:
            return true;
    }
}

bool isSeal(StunType type) {
    return type == StunType::MessageIntegrity || type == StunType::MessageIntegritySha256 ||
           type == StunType::Fingerprint;
}

}  // namespace

StunTransactionId makeStunTransactionId(core::Random& random) {
    StunTransactionId id{};
    random.fill(id);
    return id;
}

const StunAttribute* StunMessage::find(StunType type) const {
    const auto found = std::find_if(attributes_.begin(), attributes_.end(),
                                    [type](const auto& a) { return a.type == type; });
    return found == attributes_.end() ? nullptr : &*found;
}

std::optional<std::string> StunMessage::text(StunType type) const {
    const auto* attribute = find(type);
    if (attribute == nullptr) return std::nullopt;
    return std::string(attribute->value.begin(), attribute->value.end());
}

std::optional<std::uint32_t> StunMessage::number32(StunType type) const {
    const auto* attribute = find(type);
    if (attribute == nullptr || attribute->value.size() != 4) return std::nullopt;
    return read32(attribute->value, 0);
}

std::optional<std::uint64_t> StunMessage::number64(StunType type) const {
    const auto* attribute = find(type);
    if (attribute == nullptr || attribute->value.size() != 8) return std::nullopt;
    return (std::uint64_t{read32(attribute->value, 0)} << 32U) | read32(attribute->value, 4);
}

std::optional<TransportAddress> StunMessage::address(StunType type) const {
    const auto* attribute = find(type);
    if (attribute == nullptr || attribute->value.size() < 8) return std::nullopt;
    const auto& value = attribute->value;
    TransportAddress address;
    if (value[1] == 2) address.family = AddressFamily::Ipv6;
    const std::size_t octets = address.address().size();
    if ((value[1] != 1 && value[1] != 2) || value.size() != 4 + octets) return std::nullopt;
    address.port = read16(value, 2);
    std::copy(value.begin() + 4, value.end(), address.octets.begin());
    if (!isXored(type)) return address;
    const auto mask = maskOf(id_);
    address.port = static_cast<std::uint16_t>(address.port ^ read16(mask, 0));
    for (std::size_t i = 0; i < octets; ++i) address.octets[i] ^= mask[i];
    return address;
}

std::optional<StunError> StunMessage::error() const {
    const auto* attribute = find(StunType::ErrorCode);
    if (attribute == nullptr || attribute->value.size() < 4) return std::nullopt;
    const auto& value = attribute->value;
    const int hundreds = value[2] & 7;
    if (hundreds < 3 || hundreds > 6 || value[3] > 99) return std::nullopt;
    return StunError{hundreds * 100 + value[3], std::string(value.begin() + 4, value.end())};
}

std::vector<std::uint16_t> StunMessage::unknownRequired() const {
    std::vector<std::uint16_t> unknown;
    for (const auto& attribute : attributes_) {
        const auto number = static_cast<std::uint16_t>(attribute.type);
        if (number < 0x8000 && std::find(known.begin(), known.end(), attribute.type) == known.end())
            unknown.push_back(number);
    }
    return unknown;
}

void StunMessage::add(StunType type, std::span<const std::uint8_t> value) {
    attributes_.push_back({type, {value.begin(), value.end()}});
}

void StunMessage::addText(StunType type, std::string_view text) {
    attributes_.push_back({type, {text.begin(), text.end()}});
}

void StunMessage::addNumber(StunType type, std::uint32_t value) {
    std::array<std::uint8_t, 4> octets{};
    write32(octets, 0, value);
    add(type, octets);
}

void StunMessage::addNumber64(StunType type, std::uint64_t value) {
    std::array<std::uint8_t, 8> octets{};
    write32(octets, 0, static_cast<std::uint32_t>(value >> 32U));
    write32(octets, 4, static_cast<std::uint32_t>(value));
    add(type, octets);
}

void StunMessage::addAddress(StunType type, const TransportAddress& address) {
    std::array<std::uint8_t, 20> value{};
    const auto mask = isXored(type) ? maskOf(id_) : std::array<std::uint8_t, 16>{};
    const auto octets = address.address();
    value[1] = static_cast<std::uint8_t>(address.family);
    write16(value, 2, static_cast<std::uint16_t>(address.port ^ read16(mask, 0)));
    for (std::size_t i = 0; i < octets.size(); ++i) {
        value[4 + i] = static_cast<std::uint8_t>(octets[i] ^ mask[i]);
    }
    add(type, std::span(value).first(4 + octets.size()));
}

void StunMessage::addError(const StunError& error) {
    std::vector<std::uint8_t> value{0, 0, static_cast<std::uint8_t>(error.code / 100),
                                    static_cast<std::uint8_t>(error.code % 100)};
    value.insert(value.end(), error.reason.begin(), error.reason.end());
    add(StunType::ErrorCode, value);
}

void StunMessage::addUnknown(std::span<const std::uint16_t> types) {
    std::vector<std::uint8_t> value(types.size() * 2);
    for (std::size_t i = 0; i < types.size(); ++i) write16(value, i * 2, types[i]);
    add(StunType::UnknownAttributes, value);
}

std::vector<std::uint8_t> StunMessage::write() const {
    std::vector<std::uint8_t> out(headerOctets);
    write16(out, 0, typeOf(kind_, method_));
    write32(out, 4, stunCookie);
    std::copy(id_.begin(), id_.end(), out.begin() + 8);
    for (const auto& attribute : attributes_) {
        appendStunAttribute(out, attribute.type, attribute.value);
    }
    return out;
}

bool looksLikeStun(std::span<const std::uint8_t> datagram) {
    return datagram.size() >= StunMessage::headerOctets && (datagram[0] & 0xC0U) == 0 &&
           datagram.size() % 4 == 0 && read32(datagram, 4) == stunCookie &&
           datagram.size() == StunMessage::headerOctets + read16(datagram, 2);
}

std::optional<StunMessage> parseStun(std::span<const std::uint8_t> datagram) {
    if (datagram.size() > StunMessage::largest || !looksLikeStun(datagram)) return std::nullopt;
    const unsigned type = read16(datagram, 0);
    const auto kind = static_cast<StunClass>(((type >> 7U) & 2U) | ((type >> 4U) & 1U));
    const auto name =
        static_cast<StunMethod>(((type >> 2U) & 0xF80U) | ((type >> 1U) & 0x70U) | (type & 0xFU));
    StunTransactionId id{};
    std::copy_n(datagram.begin() + 8, id.size(), id.begin());
    StunMessage message(kind, name, id);
    StunType last{};
    std::size_t count = 0;
    for (std::size_t at = StunMessage::headerOctets; at < datagram.size();) {
        const auto attribute = static_cast<StunType>(read16(datagram, at));
        const std::size_t octets = read16(datagram, at + 2);
        const std::size_t next = at + 4 + paddedStunLength(octets);
        if (next > datagram.size() || ++count > mostAttributes) return std::nullopt;
        if (mayFollow(attribute, last)) {
            message.add(attribute, datagram.subspan(at + 4, octets));
            if (isSeal(attribute)) last = attribute;
        }
        at = next;
    }
    return message;
}

}  // namespace sidetone::media
