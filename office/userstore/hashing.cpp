// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/userstore/hashing.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace sidetone::office {

namespace {

const unsigned char* bytesOf(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string textOf(const unsigned char* bytes, std::size_t count) {
    return {reinterpret_cast<const char*>(bytes), count};
}

std::string digest(std::string_view bytes, const EVP_MD* kind) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    unsigned length = 0;
    EVP_Digest(bytes.data(), bytes.size(), out.data(), &length, kind, nullptr);
    return textOf(out.data(), length);
}

}  // namespace

std::string sha256(std::string_view bytes) {
    return digest(bytes, EVP_sha256());
}

std::string md5(std::string_view bytes) {
    return digest(bytes, EVP_md5());
}

std::string hmacSha256(std::string_view key, std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    unsigned length = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytesOf(bytes), bytes.size(),
         out.data(), &length);
    return textOf(out.data(), length);
}

std::string pbkdf2Sha256(std::string_view password, std::string_view salt, int rounds) {
    std::array<unsigned char, 32> out{};
    PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), bytesOf(salt),
                      static_cast<int>(salt.size()), rounds, EVP_sha256(),
                      static_cast<int>(out.size()), out.data());
    return textOf(out.data(), out.size());
}

std::string hexadecimal(std::string_view bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char letter : bytes) {
        const auto byte = static_cast<unsigned char>(letter);
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

bool sameBytes(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace sidetone::office
