// SPDX-License-Identifier: GPL-3.0-or-later
#include "ScramServer.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "core/text.h"

namespace sidetone::test {
namespace {

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string_view field(std::string_view message, char key) {
    for (const auto part : core::split(message, ',')) {
        if (part.size() > 1 && part[0] == key && part[1] == '=') return part.substr(2);
    }
    return {};
}

}  // namespace

ScramServer::ScramServer(Hash hash, std::string password, std::string saltBase64, int rounds)
    : hash_(hash), password_(std::move(password)), salt_(std::move(saltBase64)), rounds_(rounds) {}

std::string ScramServer::digest(std::string_view text) const {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    EVP_Digest(text.data(), text.size(), out, &length,
               hash_ == Hash::Sha1 ? EVP_sha1() : EVP_sha256(), nullptr);
    return {reinterpret_cast<char*>(out), length};
}

std::string ScramServer::keyed(std::string_view key, std::string_view text) const {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    HMAC(hash_ == Hash::Sha1 ? EVP_sha1() : EVP_sha256(), key.data(), static_cast<int>(key.size()),
         bytes(text), text.size(), out, &length);
    return {reinterpret_cast<char*>(out), length};
}

std::string ScramServer::challenge(std::string_view clientFirst) {
    clientFirstBare_ = clientFirst.substr(clientFirst.find(',', clientFirst.find(',') + 1) + 1);
    nonce_ = std::string(field(clientFirstBare_, 'r')) + nonceSuffix;
    if (!foreignNonce.empty()) nonce_ = foreignNonce;
    serverFirst_ = "r=" + nonce_ + ",s=" + salt_ + ",i=" + std::to_string(rounds_);
    return serverFirst_;
}

std::string ScramServer::success(std::string_view clientFinal) {
    if (clientFinal.empty()) return {};
    const auto salt = core::fromBase64(salt_).value_or("");
    const std::size_t length = hash_ == Hash::Sha1 ? 20 : 32;
    std::string salted(length, '\0');
    PKCS5_PBKDF2_HMAC(password_.data(), static_cast<int>(password_.size()), bytes(salt),
                      static_cast<int>(salt.size()), rounds_,
                      hash_ == Hash::Sha1 ? EVP_sha1() : EVP_sha256(), static_cast<int>(length),
                      reinterpret_cast<unsigned char*>(salted.data()));
    const auto proofAt = clientFinal.rfind(",p=");
    const auto withoutProof = clientFinal.substr(0, proofAt);
    const auto whole = clientFirstBare_ + "," + serverFirst_ + "," + std::string(withoutProof);
    const auto clientKey = keyed(salted, "Client Key");
    auto proof = keyed(digest(clientKey), whole);
    for (std::size_t i = 0; i < proof.size(); ++i) proof[i] = char(proof[i] ^ clientKey[i]);
    const bool right = core::toBase64(proof) == clientFinal.substr(proofAt + 3) &&
                       field(withoutProof, 'r') == nonce_;
    if (!right) return {};
    if (!foreignSignature.empty()) return "v=" + foreignSignature;
    return "v=" + core::toBase64(keyed(keyed(salted, "Server Key"), whole));
}

}  // namespace sidetone::test
