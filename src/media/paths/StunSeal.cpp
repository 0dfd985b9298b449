// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/StunSeal.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <optional>
#include <string>

#include "media/paths/stunWire.h"
#include "media/rtp/octets.h"

namespace sidetone::media {
namespace {

constexpr std::uint32_t fingerprintMask = 0x5354554E;  // "STUN"

std::size_t octetsOf(StunIntegrity integrity) {
    return integrity == StunIntegrity::Sha256 ? 32 : 20;
}

StunType typeOf(StunIntegrity integrity) {
    return integrity == StunIntegrity::Sha256 ? StunType::MessageIntegritySha256
                                              : StunType::MessageIntegrity;
}

/// The HMAC over the octets before an attribute, with the length of the header as if the message
/// ended with that attribute.
std::vector<std::uint8_t> authenticate(std::span<const std::uint8_t> before,
                                       std::size_t attributeOctets, StunIntegrity integrity,
                                       const core::Secret& key) {
    std::vector<std::uint8_t> text(before.begin(), before.end());
    write16(text, 2,
            static_cast<std::uint16_t>(before.size() + 4 + attributeOctets -
                                       StunMessage::headerOctets));
    std::vector<std::uint8_t> code(EVP_MAX_MD_SIZE);
    unsigned octets = 0;
    const auto& secret = key.reveal();
    const auto* digest = integrity == StunIntegrity::Sha256 ? EVP_sha256() : EVP_sha1();
    if (HMAC(digest, secret.data(), static_cast<int>(secret.size()), text.data(), text.size(),
             code.data(), &octets) == nullptr) {
        octets = 0;
    }
    code.resize(octets);
    return code;
}

/// The CRC-32 of ITU-T V.42 (ISO 3309), bit by bit: a message has a hundred octets.
std::uint32_t crc32(std::span<const std::uint8_t> octets) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const auto octet : octets) {
        crc ^= octet;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

/// The place of the first attribute of a type, whose value lies inside the datagram.
std::optional<std::size_t> placeOf(StunType type, std::span<const std::uint8_t> datagram) {
    std::size_t at = StunMessage::headerOctets;
    while (at + 4 <= datagram.size()) {
        const std::size_t next = at + 4 + paddedStunLength(read16(datagram, at + 2));
        if (next > datagram.size()) return std::nullopt;
        if (read16(datagram, at) == static_cast<std::uint16_t>(type)) return at;
        at = next;
    }
    return std::nullopt;
}

std::uint32_t fingerprintOf(std::span<const std::uint8_t> before) {
    std::vector<std::uint8_t> text(before.begin(), before.end());
    write16(text, 2, static_cast<std::uint16_t>(text.size() + 8 - StunMessage::headerOctets));
    return crc32(text) ^ fingerprintMask;
}

}  // namespace

core::Secret longTermKey(std::string_view user, std::string_view realm,
                         const core::Secret& password) {
    std::string text(user);
    text.append(":").append(realm).append(":");
    text.reserve(text.size() + password.reveal().size());  // no second copy stays in memory
    text += password.reveal();
    std::string key(16, '\0');
    std::size_t octets = 0;
    const int done = EVP_Q_digest(nullptr, "MD5", nullptr, text.data(), text.size(),
                                  reinterpret_cast<unsigned char*>(key.data()), &octets);
    const core::Secret wiped(std::move(text));
    return done == 1 ? core::Secret(std::move(key)) : core::Secret();
}

std::vector<std::uint8_t> sealStun(const StunMessage& message, StunIntegrity integrity,
                                   const core::Secret& key, StunFingerprint fingerprint) {
    auto out = message.write();
    if (integrity != StunIntegrity::None) {
        const auto code = authenticate(out, octetsOf(integrity), integrity, key);
        appendStunAttribute(out, typeOf(integrity), code);
    }
    if (fingerprint == StunFingerprint::With) {
        std::array<std::uint8_t, 4> value{};
        write32(value, 0, fingerprintOf(out));
        appendStunAttribute(out, StunType::Fingerprint, value);
    }
    return out;
}

bool hasIntegrity(std::span<const std::uint8_t> datagram, StunIntegrity integrity,
                  const core::Secret& key) {
    if (integrity == StunIntegrity::None) return true;
    if (!looksLikeStun(datagram)) return false;
    const auto at = placeOf(typeOf(integrity), datagram);
    if (!at) return false;
    const std::size_t octets = read16(datagram, *at + 2);
    const bool mayBeCut = integrity == StunIntegrity::Sha256;
    const std::size_t fewest = mayBeCut ? 16 : 20;
    if (octets < fewest || octets > octetsOf(integrity) || octets % 4 != 0) return false;
    const auto code = authenticate(datagram.first(*at), octets, integrity, key);
    return code.size() >= octets &&
           CRYPTO_memcmp(code.data(), datagram.data() + *at + 4, octets) == 0;
}

bool hasFingerprint(std::span<const std::uint8_t> datagram) {
    if (!looksLikeStun(datagram) || datagram.size() < StunMessage::headerOctets + 8) return false;
    const auto at = placeOf(StunType::Fingerprint, datagram);
    return at && *at + 8 == datagram.size() && read16(datagram, *at + 2) == 4 &&
           read32(datagram, *at + 4) == fingerprintOf(datagram.first(*at));
}

}  // namespace sidetone::media
