// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/Clock.h"
#include "core/Result.h"
#include "media/paths/DtlsFingerprint.h"

struct evp_pkey_st;

namespace sidetone::media {

/// A certificate that nobody signed, of a key (ECDSA, P-256) that lives as long as the program: its
/// fingerprint in the signalling is what makes it worth anything (RFC 5763, section 5). It names
/// nobody, so that calls cannot be told to come from one person by it alone.
class DtlsCertificate {
public:
    /// Valid from a day before `now` (clocks differ) for 30 days.
    [[nodiscard]] static core::Result<std::shared_ptr<const DtlsCertificate>> create(
        core::WallTime now);
    ~DtlsCertificate();
    DtlsCertificate(const DtlsCertificate&) = delete;
    DtlsCertificate& operator=(const DtlsCertificate&) = delete;

    /// What our description says of it: sha-256.
    [[nodiscard]] const DtlsFingerprint& fingerprint() const { return fingerprint_; }
    [[nodiscard]] x509_st* certificate() const { return certificate_; }
    [[nodiscard]] evp_pkey_st* key() const { return key_; }

private:
    DtlsCertificate(x509_st* certificate, evp_pkey_st* key)
        : certificate_(certificate), key_(key) {}
    x509_st* certificate_;
    evp_pkey_st* key_;
    DtlsFingerprint fingerprint_;
};

}  // namespace sidetone::media
