// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/FileHash.h"

#include <openssl/evp.h>

#include <array>

namespace sidetone::messaging {

struct FileHash::Context {
    EVP_MD_CTX* digest = EVP_MD_CTX_new();
    Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() { EVP_MD_CTX_free(digest); }
};

FileHash::FileHash(HashKind kind) : context_(std::make_unique<Context>()) {
    const EVP_MD* const algorithm = kind == HashKind::Sha256 ? EVP_sha256() : EVP_md5();
    EVP_DigestInit_ex(context_->digest, algorithm, nullptr);
}
FileHash::~FileHash() = default;
FileHash::FileHash(FileHash&&) noexcept = default;
FileHash& FileHash::operator=(FileHash&&) noexcept = default;

void FileHash::add(std::string_view bytes) {
    EVP_DigestUpdate(context_->digest, bytes.data(), bytes.size());
}

std::string FileHash::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(context_->digest, value.data(), &size);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text += digits[value[i] >> 4U];
        text += digits[value[i] & 15U];
    }
    return text;
}

}  // namespace sidetone::messaging
