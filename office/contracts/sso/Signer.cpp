// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/sso/Signer.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include "core/text.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {
namespace {

struct FreeDigest {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Digest = std::unique_ptr<EVP_MD_CTX, FreeDigest>;

const unsigned char* bytesOf(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

EVP_PKEY* readKey(const std::string& pem) {
    BIO* source = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
    EVP_PKEY* key = PEM_read_bio_PrivateKey(source, nullptr, nullptr, nullptr);
    BIO_free(source);
    return key;
}

std::string pemOf(EVP_PKEY* key) {
    BIO* target = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(target, key, nullptr, nullptr, 0, nullptr, nullptr);
    char* data = nullptr;
    const auto length = BIO_get_mem_data(target, &data);
    std::string pem(data, static_cast<std::size_t>(length));
    BIO_free(target);
    return pem;
}

std::string number(EVP_PKEY* key, const char* name) {
    BIGNUM* value = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &value) != 1) return {};
    std::string bytes(static_cast<std::size_t>(BN_num_bytes(value)), '\0');
    BN_bn2bin(value, reinterpret_cast<unsigned char*>(bytes.data()));
    BN_free(value);
    return toBase64Url(bytes);
}

}  // namespace

std::string toBase64Url(std::string_view bytes) {
    auto text = core::toBase64(bytes);
    while (text.ends_with('=')) text.pop_back();
    for (char& c : text) {
        if (c == '+') c = '-';
        if (c == '/') c = '_';
    }
    return text;
}

void Signer::Free::operator()(evp_pkey_st* key) const {
    EVP_PKEY_free(key);
}

core::Result<Signer> Signer::open(const std::string& path) {
    EVP_PKEY* key = nullptr;
    if (const auto pem = readFile(path)) {
        key = readKey(*pem);
    } else {
        key = EVP_RSA_gen(2048);
        if (key != nullptr) {
            if (auto written = writeFile(path, pemOf(key)); !written) {
                EVP_PKEY_free(key);
                return written.error();
            }
        }
    }
    if (key == nullptr) {
        return core::fail(core::ErrorCode::Storage, "Opening the key " + path, "it is no key");
    }
    return Signer(key);
}

std::string Signer::sign(std::string_view bytes) const {
    const Digest digest(EVP_MD_CTX_new());
    std::size_t size = 0;
    EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key_.get());
    EVP_DigestSign(digest.get(), nullptr, &size, bytesOf(bytes), bytes.size());
    std::string signature(size, '\0');
    EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                   bytesOf(bytes), bytes.size());
    signature.resize(size);
    return signature;
}

bool Signer::verifies(std::string_view bytes, std::string_view signature) const {
    const Digest digest(EVP_MD_CTX_new());
    EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key_.get());
    return EVP_DigestVerify(digest.get(), bytesOf(signature), signature.size(), bytesOf(bytes),
                            bytes.size()) == 1;
}

std::string Signer::jwk(const std::string& keyId) const {
    return R"({"kty":"RSA","use":"sig","alg":"RS256","kid":")" + keyId + R"(","n":")" +
           number(key_.get(), OSSL_PKEY_PARAM_RSA_N) + R"(","e":")" +
           number(key_.get(), OSSL_PKEY_PARAM_RSA_E) + "\"}";
}

std::string Signer::jwt(const std::string& keyId, const std::string& claims) const {
    const auto head = R"({"alg":"RS256","typ":"at+jwt","kid":")" + keyId + "\"}";
    const auto signedPart = toBase64Url(head) + "." + toBase64Url(claims);
    return signedPart + "." + toBase64Url(sign(signedPart));
}

}  // namespace sidetone::office
