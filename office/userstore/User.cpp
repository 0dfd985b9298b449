// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/userstore/User.h"

#include <crypt.h>

#include <cctype>
#include <cstring>

#include "core/Random.h"
#include "office/userstore/hashing.h"

namespace sidetone::office {

namespace {

constexpr int scramRounds = 10000;

struct ScramKeys {
    std::string stored;
    std::string server;
};

/// RFC 5802 section 3 with SHA-256.
ScramKeys deriveKeys(const std::string& salt, int rounds, const core::Secret& password) {
    const std::string salted = pbkdf2Sha256(password.reveal(), salt, rounds);
    return {hexadecimal(sha256(hmacSha256(salted, "Client Key"))),
            hexadecimal(hmacSha256(salted, "Server Key"))};
}

/// glibc's SHA-512 crypt, which slapd checks through crypt(3).
std::string directoryHashOf(const core::Secret& password) {
    core::SystemRandom random;
    const std::string setting = "$6$" + random.hex(8) + "$";
    crypt_data data{};
    const char* hash = crypt_r(password.reveal().c_str(), setting.c_str(), &data);
    return hash == nullptr ? std::string() : std::string("{CRYPT}") + hash;
}

}  // namespace

std::string deviceNameFor(std::string_view id) {
    std::string name = "CSF";
    for (const char letter : id) {
        if (name.size() == 15) break;
        const auto byte = static_cast<unsigned char>(letter);
        if (byte < 128 && std::isalnum(byte) != 0) name += static_cast<char>(std::toupper(byte));
    }
    return name;
}

Credentials makeCredentials(const std::string& id, const std::string& domain,
                            const core::Secret& password) {
    core::SystemRandom random;
    Credentials credentials;
    credentials.salt = random.hex(16);
    credentials.iterations = scramRounds;
    const ScramKeys keys = deriveKeys(credentials.salt, scramRounds, password);
    credentials.storedKey = keys.stored;
    credentials.serverKey = keys.server;
    credentials.digest = hexadecimal(md5(id + ":" + domain + ":" + password.reveal()));
    credentials.directoryHash = directoryHashOf(password);
    return credentials;
}

bool matches(const Credentials& credentials, const core::Secret& password) {
    if (credentials.isEmpty()) return false;
    const ScramKeys keys = deriveKeys(credentials.salt, credentials.iterations, password);
    return sameBytes(keys.stored, credentials.storedKey);
}

}  // namespace sidetone::office
