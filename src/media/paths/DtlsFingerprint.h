// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct x509_st;

namespace sidetone::media {

/// The hash functions that we take (RFC 8122, section 5, without those that are broken), weakest
/// first.
enum class FingerprintHash { Sha256, Sha384, Sha512 };

/// SDP's a=fingerprint: which certificate the other side will show (RFC 8122, section 5).
struct DtlsFingerprint {
    FingerprintHash hash = FingerprintHash::Sha256;
    std::vector<std::uint8_t> octets;

    friend bool operator==(const DtlsFingerprint&, const DtlsFingerprint&) = default;
};

/// The value of a=fingerprint: "sha-256 4A:AD:…". Empty: broken, or of another hash function.
[[nodiscard]] std::optional<DtlsFingerprint> parseFingerprint(std::string_view value);
[[nodiscard]] std::string formatFingerprint(const DtlsFingerprint& fingerprint);
/// Of a certificate in its DER form.
[[nodiscard]] std::optional<DtlsFingerprint> fingerprintOf(x509_st* certificate,
                                                           FingerprintHash hash);
/// Whether the certificate is one of those that were announced: of several hash functions the
/// strongest decides (RFC 8122, section 5.1). None announced: no certificate fits.
[[nodiscard]] bool isAnnounced(x509_st* certificate, std::span<const DtlsFingerprint> announced);

}  // namespace sidetone::media
