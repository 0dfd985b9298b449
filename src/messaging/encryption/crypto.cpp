// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>

#include <limits>
#include <memory>

namespace sidetone::messaging::crypto {
namespace {

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

bool fits(std::string_view data) {
    return data.size() < std::size_t(std::numeric_limits<int>::max()) - 64;
}

const EVP_CIPHER* choose(std::size_t keySize, const EVP_CIPHER* small, const EVP_CIPHER* large) {
    if (keySize == 16) return small;
    return keySize == 32 ? large : nullptr;
}

/// What a cipher makes of the data; the context is ready for its end to be asked about.
std::optional<std::string> run(EVP_CIPHER_CTX* context, std::string_view data) {
    std::string out(data.size() + 32, '\0');
    int length = 0;
    int rest = 0;
    if (EVP_CipherUpdate(context, bytes(out), &length, bytes(data), int(data.size())) != 1 ||
        EVP_CipherFinal_ex(context, bytes(out) + length, &rest) != 1) {
        return {};
    }
    out.resize(std::size_t(length + rest));
    return out;
}

Context gcmContext(Way way, std::string_view key, std::string_view iv) {
    Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    const auto* cipher = choose(key.size(), EVP_aes_128_gcm(), EVP_aes_256_gcm());
    const int encrypts = way == Way::Encrypt ? 1 : 0;
    const bool isReady =
        cipher != nullptr && !iv.empty() &&
        EVP_CipherInit_ex(context.get(), cipher, nullptr, nullptr, nullptr, encrypts) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_IVLEN, int(iv.size()), nullptr) == 1 &&
        EVP_CipherInit_ex(context.get(), nullptr, nullptr, bytes(key), bytes(iv), encrypts) == 1;
    if (!isReady) context.reset();
    return context;
}

}  // namespace

std::optional<std::string> aesCbc(Way way, std::string_view key, std::string_view iv,
                                  std::string_view data) {
    const auto* cipher = choose(key.size(), EVP_aes_128_cbc(), EVP_aes_256_cbc());
    const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    if (cipher == nullptr || iv.size() != 16 || !fits(data)) return {};
    if (EVP_CipherInit_ex(context.get(), cipher, nullptr, bytes(key), bytes(iv),
                          way == Way::Encrypt ? 1 : 0) != 1) {
        return {};
    }
    return run(context.get(), data);
}

std::optional<std::string> aesCtr(std::string_view key, std::string_view iv,
                                  std::string_view data) {
    const auto* cipher = choose(key.size(), EVP_aes_128_ctr(), EVP_aes_256_ctr());
    const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    if (cipher == nullptr || iv.size() != 16 || !fits(data)) return {};
    if (EVP_CipherInit_ex(context.get(), cipher, nullptr, bytes(key), bytes(iv), 1) != 1) return {};
    return run(context.get(), data);
}

std::optional<std::string> sealGcm(std::string_view key, std::string_view iv,
                                   std::string_view plain) {
    const auto context = gcmContext(Way::Encrypt, key, iv);
    if (!context || !fits(plain)) return {};
    auto cipher = run(context.get(), plain);
    if (!cipher) return {};
    std::string tag(gcmTagSize, '\0');
    if (EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, int(tag.size()), tag.data()) !=
        1) {
        return {};
    }
    return *cipher + tag;
}

std::optional<std::string> openGcm(std::string_view key, std::string_view iv,
                                   std::string_view cipherAndTag) {
    if (cipherAndTag.size() < gcmTagSize || !fits(cipherAndTag)) return {};
    const auto context = gcmContext(Way::Decrypt, key, iv);
    if (!context) return {};
    std::string tag(cipherAndTag.substr(cipherAndTag.size() - gcmTagSize));
    if (EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, int(tag.size()), tag.data()) !=
        1) {
        return {};
    }
    return run(context.get(), cipherAndTag.substr(0, cipherAndTag.size() - gcmTagSize));
}

std::optional<std::string> hmacSha256(std::string_view key, std::string_view data) {
    std::string out(32, '\0');
    unsigned length = 0;
    if (HMAC(EVP_sha256(), key.data(), int(key.size()), bytes(data), data.size(), bytes(out),
             &length) == nullptr) {
        return {};
    }
    return out;
}

std::optional<std::string> hkdfSha256(std::string_view key, std::string_view info,
                                      std::size_t size) {
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr), &EVP_PKEY_CTX_free);
    const std::string salt(32, '\0');
    std::string out(size, '\0');
    const bool isDone =
        context && EVP_PKEY_derive_init(context.get()) == 1 &&
        EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()) == 1 &&
        EVP_PKEY_CTX_set1_hkdf_salt(context.get(), bytes(salt), int(salt.size())) == 1 &&
        EVP_PKEY_CTX_set1_hkdf_key(context.get(), bytes(key), int(key.size())) == 1 &&
        EVP_PKEY_CTX_add1_hkdf_info(context.get(), bytes(info), int(info.size())) == 1 &&
        EVP_PKEY_derive(context.get(), bytes(out), &size) == 1;
    if (!isDone) return {};
    return out;
}

std::string sha256(std::string_view data) {
    std::string out(32, '\0');
    unsigned length = 0;
    EVP_Digest(data.data(), data.size(), bytes(out), &length, EVP_sha256(), nullptr);
    return out;
}

bool isEqual(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace sidetone::messaging::crypto
