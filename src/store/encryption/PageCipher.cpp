// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/encryption/PageCipher.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <algorithm>
#include <string>

namespace sidetone::store {
namespace {

constexpr std::size_t nonceSize = 12;
constexpr std::size_t tagSize = 16;
constexpr std::size_t nonceAt = PageCipher::contentSize;
constexpr std::size_t tagAt = nonceAt + nonceSize;
constexpr std::size_t markAt = tagAt + tagSize;

/// RFC 5869 with an empty salt. All zeros where OpenSSL fails: then nothing opens.
template <std::size_t Size>
std::array<std::uint8_t, Size> derive(const core::Secret& key, std::string purpose) {
    std::array<std::uint8_t, Size> derived{};
    EVP_KDF* method = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
    EVP_KDF_CTX* context = EVP_KDF_CTX_new(method);
    std::string digest = "SHA256";
    std::string secret = key.reveal();
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, secret.data(), secret.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, purpose.data(), purpose.size()),
        OSSL_PARAM_construct_end()};
    if (EVP_KDF_derive(context, derived.data(), derived.size(), parameters) != 1) derived.fill(0);
    OPENSSL_cleanse(secret.data(), secret.size());
    EVP_KDF_CTX_free(context);
    EVP_KDF_free(method);
    return derived;
}

}  // namespace

void PageCipher::Closer::operator()(evp_cipher_ctx_st* context) const {
    EVP_CIPHER_CTX_free(context);
}

PageCipher::PageCipher(const core::Secret& key)
    : sealing_(EVP_CIPHER_CTX_new()),
      opening_(EVP_CIPHER_CTX_new()),
      mark_(derive<4>(key, "sidetone database, mark of the key")) {
    auto pages = derive<32>(key, "sidetone database, pages");
    EVP_EncryptInit_ex(sealing_.get(), EVP_aes_256_gcm(), nullptr, pages.data(), nullptr);
    EVP_DecryptInit_ex(opening_.get(), EVP_aes_256_gcm(), nullptr, pages.data(), nullptr);
    OPENSSL_cleanse(pages.data(), pages.size());
}

PageCipher::~PageCipher() = default;

bool PageCipher::seal(Bytes page, Room sealed, Room companion, Bytes about) {
    auto* context = sealing_.get();
    auto* nonce = sealed.data() + nonceAt;
    int length = 0;
    bool isGood =
        RAND_bytes(nonce, nonceSize) == 1 &&
        EVP_EncryptInit_ex(context, nullptr, nullptr, nullptr, nonce) == 1 &&
        EVP_EncryptUpdate(context, nullptr, &length, about.data(), int(about.size())) == 1;
    if (isGood && !companion.empty()) {
        isGood = EVP_EncryptUpdate(context, companion.data(), &length, companion.data(),
                                   int(companion.size())) == 1;
    }
    isGood =
        isGood &&
        EVP_EncryptUpdate(context, sealed.data(), &length, page.data(), contentSize) == 1 &&
        EVP_EncryptFinal_ex(context, sealed.data() + contentSize, &length) == 1 &&
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, tagSize, sealed.data() + tagAt) == 1;
    std::copy(mark_.begin(), mark_.end(), sealed.begin() + markAt);
    return isGood;
}

PageCipher::Opened PageCipher::open(Bytes sealed, Room page, Room companion, Bytes about) {
    auto* context = opening_.get();
    std::array<std::uint8_t, tagSize> tag{};
    std::copy_n(sealed.begin() + tagAt, tagSize, tag.begin());
    int length = 0;
    bool isGood =
        EVP_DecryptInit_ex(context, nullptr, nullptr, nullptr, sealed.data() + nonceAt) == 1 &&
        EVP_DecryptUpdate(context, nullptr, &length, about.data(), int(about.size())) == 1;
    if (isGood && !companion.empty()) {
        isGood = EVP_DecryptUpdate(context, companion.data(), &length, companion.data(),
                                   int(companion.size())) == 1;
    }
    const bool hasMark = std::equal(mark_.begin(), mark_.end(), sealed.begin() + markAt);
    isGood = isGood &&
             EVP_DecryptUpdate(context, page.data(), &length, sealed.data(), contentSize) == 1 &&
             EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, tagSize, tag.data()) == 1 &&
             EVP_DecryptFinal_ex(context, page.data() + contentSize, &length) == 1;
    if (isGood) {
        std::fill(page.begin() + contentSize, page.end(), std::uint8_t(0));
        return Opened::Right;
    }
    std::fill(page.begin(), page.end(), std::uint8_t(0));
    return hasMark ? Opened::Damaged : Opened::WrongKey;
}

}  // namespace sidetone::store
