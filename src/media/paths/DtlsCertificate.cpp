// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/DtlsCertificate.h"

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <utility>

namespace sidetone::media {
namespace {

constexpr long day = 86'400;
constexpr int serialBits = 127;

struct FreeNumber {
    void operator()(BIGNUM* number) const { BN_free(number); }
};

bool giveSerial(X509* certificate) {
    const std::unique_ptr<BIGNUM, FreeNumber> number(BN_new());
    return number && BN_rand(number.get(), serialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
           BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

bool giveName(X509* certificate) {
    auto* name = X509_get_subject_name(certificate);
    static constexpr unsigned char text[] = "media";
    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, sizeof text - 1, -1, 0) ==
               1 &&
           X509_set_issuer_name(certificate, name) == 1;
}

bool fill(X509* certificate, EVP_PKEY* key, core::WallTime now) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
    const auto moment = static_cast<time_t>(seconds.count());
    return X509_set_version(certificate, X509_VERSION_3) == 1 && giveSerial(certificate) &&
           giveName(certificate) &&
           ASN1_TIME_set(X509_getm_notBefore(certificate), moment - day) != nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), moment + 30 * day) != nullptr &&
           X509_set_pubkey(certificate, key) == 1 && X509_sign(certificate, key, EVP_sha256()) > 0;
}

}  // namespace

core::Result<std::shared_ptr<const DtlsCertificate>> DtlsCertificate::create(core::WallTime now) {
    const std::string tried = "Making a certificate for calls";
    auto* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    auto* certificate = X509_new();
    // Owns both from here on.
    std::shared_ptr<DtlsCertificate> made(new DtlsCertificate(certificate, key));
    if (key == nullptr || certificate == nullptr || !fill(certificate, key, now)) {
        return core::fail(core::ErrorCode::Internal, tried, "OpenSSL cannot make one");
    }
    auto fingerprint = fingerprintOf(certificate, FingerprintHash::Sha256);
    if (!fingerprint) return core::fail(core::ErrorCode::Internal, tried);
    made->fingerprint_ = std::move(*fingerprint);
    return std::shared_ptr<const DtlsCertificate>(std::move(made));
}

DtlsCertificate::~DtlsCertificate() {
    X509_free(certificate_);
    EVP_PKEY_free(key_);
}

}  // namespace sidetone::media
