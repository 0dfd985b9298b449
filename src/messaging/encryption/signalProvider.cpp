// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/signalProvider.h"

#include <openssl/evp.h>

#include <string>
#include <string_view>

#include "messaging/encryption/crypto.h"

namespace sidetone::messaging {
namespace {

std::string_view view(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

signal_buffer* buffer(std::string_view bytes) {
    return signal_buffer_create(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

int fill(std::uint8_t* data, std::size_t size, void* random) {
    static_cast<core::Random*>(random)->fill({data, size});
    return SG_SUCCESS;
}

/// A message that is authenticated piece by piece; the library's pieces are short.
struct Hmac {
    std::string key;
    std::string data;
};

int beginHmac(void** context, const std::uint8_t* key, std::size_t size, void*) {
    *context = new Hmac{std::string(view(key, size)), {}};
    return SG_SUCCESS;
}
int addToHmac(void* context, const std::uint8_t* data, std::size_t size, void*) {
    static_cast<Hmac*>(context)->data += view(data, size);
    return SG_SUCCESS;
}
int endHmac(void* context, signal_buffer** output, void*) {
    auto& hmac = *static_cast<Hmac*>(context);
    const auto result = crypto::hmacSha256(hmac.key, hmac.data);
    if (!result) return SG_ERR_UNKNOWN;
    *output = buffer(*result);
    return *output != nullptr ? SG_SUCCESS : SG_ERR_NOMEM;
}
void freeHmac(void* context, void*) {
    delete static_cast<Hmac*>(context);
}

int beginDigest(void** context, void*) {
    auto* digest = EVP_MD_CTX_new();
    *context = digest;
    return EVP_DigestInit_ex(digest, EVP_sha512(), nullptr) == 1 ? SG_SUCCESS : SG_ERR_UNKNOWN;
}
int addToDigest(void* context, const std::uint8_t* data, std::size_t size, void*) {
    const bool isDone = EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context), data, size) == 1;
    return isDone ? SG_SUCCESS : SG_ERR_UNKNOWN;
}
int endDigest(void* context, signal_buffer** output, void*) {
    auto* digest = static_cast<EVP_MD_CTX*>(context);
    std::uint8_t result[64];
    unsigned size = 0;
    if (EVP_DigestFinal_ex(digest, result, &size) != 1 ||
        EVP_DigestInit_ex(digest, EVP_sha512(), nullptr) != 1) {
        return SG_ERR_UNKNOWN;
    }
    *output = signal_buffer_create(result, size);
    return *output != nullptr ? SG_SUCCESS : SG_ERR_NOMEM;
}
void freeDigest(void* context, void*) {
    EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context));
}

int cipher(crypto::Way way, signal_buffer** output, int mode, std::string_view key,
           std::string_view iv, std::string_view data) {
    const auto result = mode == SG_CIPHER_AES_CBC_PKCS5 ? crypto::aesCbc(way, key, iv, data)
                                                        : crypto::aesCtr(key, iv, data);
    if (!result) return SG_ERR_UNKNOWN;
    *output = buffer(*result);
    return *output != nullptr ? SG_SUCCESS : SG_ERR_NOMEM;
}
int encrypt(signal_buffer** output, int mode, const std::uint8_t* key, std::size_t keySize,
            const std::uint8_t* iv, std::size_t ivSize, const std::uint8_t* data, std::size_t size,
            void*) {
    return cipher(crypto::Way::Encrypt, output, mode, view(key, keySize), view(iv, ivSize),
                  view(data, size));
}
int decrypt(signal_buffer** output, int mode, const std::uint8_t* key, std::size_t keySize,
            const std::uint8_t* iv, std::size_t ivSize, const std::uint8_t* data, std::size_t size,
            void*) {
    return cipher(crypto::Way::Decrypt, output, mode, view(key, keySize), view(iv, ivSize),
                  view(data, size));
}

}  // namespace

signal_crypto_provider signalProvider(core::Random& random) {
    signal_crypto_provider provider{};
    provider.random_func = fill;
    provider.hmac_sha256_init_func = beginHmac;
    provider.hmac_sha256_update_func = addToHmac;
    provider.hmac_sha256_final_func = endHmac;
    provider.hmac_sha256_cleanup_func = freeHmac;
    provider.sha512_digest_init_func = beginDigest;
    provider.sha512_digest_update_func = addToDigest;
    provider.sha512_digest_final_func = endDigest;
    provider.sha512_digest_cleanup_func = freeDigest;
    provider.encrypt_func = encrypt;
    provider.decrypt_func = decrypt;
    provider.user_data = &random;
    return provider;
}

}  // namespace sidetone::messaging
