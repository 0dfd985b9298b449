// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/PasswordCheck.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>

#include "core/text.h"

namespace sidetone::office {
namespace {

constexpr std::size_t mostRemembered = 20'000;

std::string randomKey() {
    std::string key(32, '\0');
    // Without randomness no fingerprint may be made: an empty key remembers nothing.
    if (RAND_bytes(reinterpret_cast<unsigned char*>(key.data()), 32) != 1) key.clear();
    return key;
}

}  // namespace

PasswordCheck::PasswordCheck(const UserStore& users) : users_(users), key_(randomKey()) {}

std::string PasswordCheck::fingerprint(const std::string& userId,
                                       const core::Secret& password) const {
    const core::Secret text(core::lowerAscii(userId) + '\0' + password.reveal());
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    const auto* data = reinterpret_cast<const unsigned char*>(text.reveal().data());
    const auto& key = key_.reveal();
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data, text.reveal().size(),
         digest.data(), &size);
    return std::string(digest.begin(), digest.begin() + size);
}

bool PasswordCheck::isRight(const std::string& userId, const core::Secret& password) {
    if (password.isEmpty()) return false;
    const auto print = key_.isEmpty() ? std::string() : fingerprint(userId, password);
    if (!print.empty() && right_.contains(print)) return true;
    if (!users_.verifyPassword(userId, password)) return false;
    if (right_.size() >= mostRemembered) right_.clear();
    if (!print.empty()) right_.insert(print);
    return true;
}

}  // namespace sidetone::office
