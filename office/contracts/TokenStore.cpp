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
    return layout_.path("tokens/" + hexadecimal(sha256(token.reveal())));
}

core::Secret TokenStore::issue(TokenKind kind, const std::string& userId,
                               std::chrono::seconds life) {
    core::Secret token(random_.hex(20));
    if (!add(kind, userId, token, life)) return {};
    return token;
}

core::Status TokenStore::add(TokenKind kind, const std::string& userId, const core::Secret& token,
                             std::chrono::seconds life) {
    if (auto made = makeFolder(layout_.path("tokens")); !made) return made;
    return writeFile(file(token), std::string(name(kind)) + " " + userId + " " +
                                      std::to_string(now() + life.count()) + "\n");
}

std::string TokenStore::ownerOf(TokenKind kind, const core::Secret& token) const {
    const auto text = readFile(file(token));
    if (!text) return {};
    const auto words = core::split(core::trim(*text), ' ');
    if (words.size() != 3 || words[0] != name(kind)) return {};
    const auto end = core::parseNumber(words[2]);
    const bool lives = end && now() < static_cast<std::int64_t>(*end);
    return lives ? std::string(words[1]) : std::string();
}

void TokenStore::revoke(const core::Secret& token) {
    ::unlink(file(token).c_str());
}

}  // namespace sidetone::office
