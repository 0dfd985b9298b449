// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/TokenStore.h"

#include <unistd.h>

#include "core/text.h"
#include "office/supervisor/TextFile.h"
#include "office/userstore/hashing.h"

namespace sidetone::office {
namespace {

std::string_view name(TokenKind kind) {
    switch (kind) {
        case TokenKind::OneTime:
            return "one-time";
        case TokenKind::Cloud:
            return "cloud";
        case TokenKind::Access:
            return "access";
        case TokenKind::Refresh:
            return "refresh";
    }
    return {};
}

std::int64_t now() {
    using Clock = std::chrono::system_clock;
    return std::chrono::duration_cast<std::chrono::seconds>(Clock::now().time_since_epoch())
        .count();
}

}  // namespace

std::string TokenStore::file(const core::Secret& token) const {
    return layout_.path("tokens/" + digestOf(token));
}

std::string TokenStore::digestOf(const core::Secret& token) {
    return hexadecimal(sha256(token.reveal()));
}

core::Secret TokenStore::issue(TokenKind kind, const std::string& userId,
                               std::chrono::seconds life) {
    core::Secret token(random_.hex(20));
    if (!add(kind, userId, token, life)) return {};
    return token;
}

core::Status TokenStore::add(TokenKind kind, const std::string& userId, const core::Secret& token,
                             std::chrono::seconds life, const std::string& companion) {
    if (auto made = makeFolder(layout_.path("tokens")); !made) return made;
    return writeFile(file(token), std::string(name(kind)) + " " + userId + " " +
                                      std::to_string(now() + life.count()) +
                                      (companion.empty() ? "" : " " + companion) + "\n");
}

std::string TokenStore::ownerOf(TokenKind kind, const core::Secret& token) const {
    const auto text = readFile(file(token));
    if (!text) return {};
    const auto words = core::split(core::trim(*text), ' ');
    if (words.size() < 3 || words[0] != name(kind)) return {};
    const auto end = core::parseNumber(words[2]);
    const bool lives = end && now() < static_cast<std::int64_t>(*end);
    return lives ? std::string(words[1]) : std::string();
}

std::string TokenStore::companionOf(const core::Secret& refresh) const {
    const auto text = readFile(file(refresh));
    if (!text) return {};
    const auto words = core::split(core::trim(*text), ' ');
    const bool isOne = words.size() == 4 && words[0] == name(TokenKind::Refresh);
    return isOne ? std::string(words[3]) : std::string();
}

void TokenStore::revoke(const std::string& digest) {
    const bool isDigest = digest.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (isDigest && !digest.empty()) ::unlink(layout_.path("tokens/" + digest).c_str());
}

}  // namespace sidetone::office
