// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/DtlsFingerprint.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>

#include "core/hexadecimal.h"
#include "core/text.h"

namespace sidetone::media {
namespace {

struct HashFacts {
    FingerprintHash hash;
    std::string_view name;
    std::size_t octets;
};

constexpr std::array<HashFacts, 3> hashes{{
    {FingerprintHash::Sha256, "sha-256", 32},
    {FingerprintHash::Sha384, "sha-384", 48},
    {FingerprintHash::Sha512, "sha-512", 64},
}};

const HashFacts& factsOf(FingerprintHash hash) {
    return hashes[static_cast<std::size_t>(hash)];
}

const EVP_MD* digestOf(FingerprintHash hash) {
    switch (hash) {
        case FingerprintHash::Sha384:
            return EVP_sha384();
        case FingerprintHash::Sha512:
            return EVP_sha512();
        case FingerprintHash::Sha256:
            break;
    }
    return EVP_sha256();
}

}  // namespace

std::optional<DtlsFingerprint> parseFingerprint(std::string_view value) {
    const auto words = core::split(core::trim(value), ' ');
    if (words.size() != 2) return std::nullopt;
    const auto facts = std::find_if(hashes.begin(), hashes.end(), [&](const auto& each) {
        return core::equalsIgnoringCase(each.name, words[0]);
    });
    if (facts == hashes.end() || words[1].size() != facts->octets * 3 - 1) return std::nullopt;
    DtlsFingerprint fingerprint{facts->hash, {}};
    for (std::size_t at = 0; at < words[1].size(); at += 3) {
        const int high = core::hexadecimalDigit(words[1][at]);
        const int low = core::hexadecimalDigit(words[1][at + 1]);
        const bool isApart = at + 2 == words[1].size() || words[1][at + 2] == ':';
        if (high < 0 || low < 0 || !isApart) return std::nullopt;
        fingerprint.octets.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return fingerprint;
}

std::string formatFingerprint(const DtlsFingerprint& fingerprint) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text(factsOf(fingerprint.hash).name);
    char apart = ' ';
    for (const auto octet : fingerprint.octets) {
        text += apart;
        text += digits[octet >> 4U];
        text += digits[octet & 15U];
        apart = ':';
    }
    return text;
}

std::optional<DtlsFingerprint> fingerprintOf(x509_st* certificate, FingerprintHash hash) {
    DtlsFingerprint fingerprint{hash, std::vector<std::uint8_t>(EVP_MAX_MD_SIZE)};
    unsigned octets = 0;
    if (certificate == nullptr ||
        X509_digest(certificate, digestOf(hash), fingerprint.octets.data(), &octets) != 1) {
        return std::nullopt;
    }
    fingerprint.octets.resize(octets);
    return fingerprint;
}

bool isAnnounced(x509_st* certificate, std::span<const DtlsFingerprint> announced) {
    const auto strongest =
        std::max_element(announced.begin(), announced.end(),
                         [](const auto& a, const auto& b) { return a.hash < b.hash; });
    if (strongest == announced.end()) return false;
    const auto shown = fingerprintOf(certificate, strongest->hash);
    return shown && std::find(announced.begin(), announced.end(), *shown) != announced.end();
}

}  // namespace sidetone::media
