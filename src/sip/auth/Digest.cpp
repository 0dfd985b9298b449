// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/auth/Digest.h"

#include <QCryptographicHash>
#include <cstdio>

#include "core/text.h"
#include "sip/message/tokens.h"

namespace sidetone::sip {
namespace {

bool isSession(DigestAlgorithm algorithm) {
    return algorithm == DigestAlgorithm::Md5Session || algorithm == DigestAlgorithm::Sha256Session;
}

std::string hash(DigestAlgorithm algorithm, const std::string& text) {
    const bool md5 = algorithm == DigestAlgorithm::Md5 || algorithm == DigestAlgorithm::Md5Session;
    return QCryptographicHash::hash(QByteArray::fromStdString(text),
                                    md5 ? QCryptographicHash::Md5 : QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

std::string countText(std::uint32_t count) {
    char text[9];
    std::snprintf(text, sizeof text, "%08x", count);
    return text;
}

void take(DigestChallenge& challenge, std::string_view name, std::string value) {
    if (name == "realm") {
        challenge.realm = std::move(value);
    } else if (name == "nonce") {
        challenge.nonce = std::move(value);
    } else if (name == "opaque") {
        challenge.opaque = std::move(value);
    } else if (name == "stale") {
        challenge.stale = core::equalsIgnoringCase(value, "true");
    } else if (name == "algorithm") {
        challenge.algorithmText = std::move(value);
    } else if (name == "qop") {
        challenge.qopOffered = true;
        for (const auto option : core::split(value, ',')) {
            if (core::equalsIgnoringCase(core::trim(option), "auth")) challenge.qopAuth = true;
        }
    }
}

}  // namespace

std::string_view name(DigestAlgorithm algorithm) {
    switch (algorithm) {
        case DigestAlgorithm::Md5:
            return "MD5";
        case DigestAlgorithm::Md5Session:
            return "MD5-sess";
        case DigestAlgorithm::Sha256:
            return "SHA-256";
        case DigestAlgorithm::Sha256Session:
            return "SHA-256-sess";
    }
    return "MD5";
}

std::optional<DigestAlgorithm> digestAlgorithmOf(std::string_view text) {
    for (const auto algorithm : {DigestAlgorithm::Md5, DigestAlgorithm::Md5Session,
                                 DigestAlgorithm::Sha256, DigestAlgorithm::Sha256Session}) {
        if (core::equalsIgnoringCase(text, name(algorithm))) return algorithm;
    }
    return std::nullopt;
}

core::Result<DigestChallenge> DigestChallenge::parse(std::string_view headerValue) {
    const auto text = core::trim(headerValue);
    const auto space = text.find_first_of(" \t");
    if (!core::equalsIgnoringCase(text.substr(0, space), "Digest")) {
        return core::fail(core::ErrorCode::Unsupported, "Reading the server's challenge",
                          "it asks for something else than a password");
    }
    DigestChallenge challenge;
    for (const auto part : splitOutside(text.substr(std::min(space, text.size())), ',')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = core::lowerAscii(core::trim(part.substr(0, equals)));
        const auto raw = core::trim(part.substr(equals + 1));
        take(challenge, name, unquote(raw).value_or(std::string(raw)));
    }
    challenge.algorithm = challenge.algorithmText.empty()
                              ? DigestAlgorithm::Md5
                              : digestAlgorithmOf(challenge.algorithmText);
    if (challenge.realm.empty() || challenge.nonce.empty()) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading the server's challenge",
                          "it has no realm or no nonce");
    }
    return challenge;
}

std::string digestResponse(const DigestChallenge& challenge, const DigestInput& input) {
    const auto algorithm = challenge.algorithm.value_or(DigestAlgorithm::Md5);
    // RFC 7616 3.4.2: A1; the -sess form mixes both nonces in.
    auto ha1 = hash(algorithm, input.user + ":" + challenge.realm + ":" + input.password.reveal());
    if (isSession(algorithm)) {
        ha1 = hash(algorithm, ha1 + ":" + challenge.nonce + ":" + input.clientNonce);
    }
    const auto ha2 = hash(algorithm, input.method + ":" + input.uri);
    if (!challenge.qopAuth) return hash(algorithm, ha1 + ":" + challenge.nonce + ":" + ha2);
    return hash(algorithm, ha1 + ":" + challenge.nonce + ":" + countText(input.nonceCount) + ":" +
                               input.clientNonce + ":auth:" + ha2);
}

std::string digestAuthorization(const DigestChallenge& challenge, const DigestInput& input) {
    const auto algorithm = challenge.algorithm.value_or(DigestAlgorithm::Md5);
    std::string out = "Digest username=" + quote(input.user) + ", realm=" + quote(challenge.realm) +
                      ", nonce=" + quote(challenge.nonce) + ", uri=" + quote(input.uri) +
                      ", response=" + quote(digestResponse(challenge, input));
    if (!challenge.algorithmText.empty()) {
        out += ", algorithm=" + std::string(name(algorithm));
    }
    if (challenge.qopAuth) {
        out += ", qop=auth, nc=" + countText(input.nonceCount);
    }
    if (challenge.qopAuth || isSession(algorithm)) out += ", cnonce=" + quote(input.clientNonce);
    if (challenge.opaque) out += ", opaque=" + quote(*challenge.opaque);
    return out;
}

}  // namespace sidetone::sip
