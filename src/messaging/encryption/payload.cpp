// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/payload.h"

#include "messaging/encryption/crypto.h"

namespace sidetone::messaging {
namespace {

constexpr std::size_t legacyKey = 16;
constexpr std::size_t newKey = 32;
constexpr std::size_t macSize = 16;

std::string randomBytes(core::Random& random, std::size_t size) {
    std::string bytes(size, '\0');
    random.fill({reinterpret_cast<std::uint8_t*>(bytes.data()), size});
    return bytes;
}

core::Error refused(const char* tried, const char* why) {
    return core::fail(core::ErrorCode::Forbidden, tried, why);
}

/// What the key of an omemo:2 message becomes.
struct DerivedKeys {
    std::string encryption;
    std::string authentication;
    std::string iv;
};

std::optional<DerivedKeys> derive(std::string_view key) {
    const auto bytes = crypto::hkdfSha256(key, "OMEMO Payload", 80);
    if (!bytes) return {};
    return DerivedKeys{bytes->substr(0, 32), bytes->substr(32, 32), bytes->substr(64, 16)};
}

core::Result<std::string> openLegacy(const std::string& secret, const std::string& payload,
                                     const std::string& iv) {
    constexpr auto tried = "Decrypting a text";
    if (iv.size() != 12 && iv.size() != 16) return refused(tried, "its vector has a wrong size");
    if (secret.size() != legacyKey && secret.size() < legacyKey + crypto::gcmTagSize) {
        return refused(tried, "its key has a wrong size");
    }
    const auto plain =
        crypto::openGcm(secret.substr(0, legacyKey), iv, payload + secret.substr(legacyKey));
    if (!plain) return refused(tried, "it was changed on its way");
    return *plain;
}

core::Result<std::string> openNew(const std::string& secret, const std::string& payload) {
    constexpr auto tried = "Decrypting a text";
    if (secret.size() != newKey + macSize) return refused(tried, "its key has a wrong size");
    const auto keys = derive(std::string_view(secret).substr(0, newKey));
    if (!keys) return refused(tried, "its key cannot be used");
    const auto mac = crypto::hmacSha256(keys->authentication, payload);
    if (!mac || !crypto::isEqual(mac->substr(0, macSize), secret.substr(newKey))) {
        return refused(tried, "it was changed on its way");
    }
    const auto plain = crypto::aesCbc(crypto::Way::Decrypt, keys->encryption, keys->iv, payload);
    if (!plain) return refused(tried, "it was changed on its way");
    return *plain;
}

}  // namespace

core::Result<SealedPayload> sealPayload(Scheme scheme, const std::string& text,
                                        core::Random& random) {
    const auto broken = core::fail(core::ErrorCode::Internal, "Encrypting a text");
    SealedPayload sealed;
    if (scheme == Scheme::Legacy) {
        const auto key = randomBytes(random, legacyKey);
        sealed.iv = randomBytes(random, 12);
        const auto cipher = crypto::sealGcm(key, sealed.iv, text);
        if (!cipher) return broken;
        sealed.payload = cipher->substr(0, cipher->size() - crypto::gcmTagSize);
        sealed.secret = key + cipher->substr(cipher->size() - crypto::gcmTagSize);
        return sealed;
    }
    const auto key = randomBytes(random, newKey);
    const auto keys = derive(key);
    if (!keys) return broken;
    const auto cipher = crypto::aesCbc(crypto::Way::Encrypt, keys->encryption, keys->iv, text);
    if (!cipher) return broken;
    const auto mac = crypto::hmacSha256(keys->authentication, *cipher);
    if (!mac) return broken;
    sealed.payload = *cipher;
    sealed.secret = key + mac->substr(0, macSize);
    return sealed;
}

std::string emptySecret(Scheme scheme, core::Random& random) {
    if (scheme == Scheme::Legacy) return randomBytes(random, legacyKey + crypto::gcmTagSize);
    return std::string(newKey, '\0');
}

core::Result<std::string> openPayload(Scheme scheme, const std::string& secret,
                                      const std::string& payload, const std::string& iv) {
    return scheme == Scheme::Legacy ? openLegacy(secret, payload, iv) : openNew(secret, payload);
}

}  // namespace sidetone::messaging
