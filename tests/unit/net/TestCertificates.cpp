// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestCertificates.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <cstdlib>

namespace sidetone::test {
namespace {

void addExtension(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    if (extension == nullptr) std::abort();
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

std::shared_ptr<EVP_PKEY> makeKey(int rsaBits) {
    EVP_PKEY* key = rsaBits > 0 ? EVP_RSA_gen(static_cast<unsigned int>(rsaBits))
                                : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    return {key, EVP_PKEY_free};
}

}  // namespace

std::string Identity::pem() const {
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate.get());
    char* data = nullptr;
    const long length = BIO_get_mem_data(bio, &data);
    std::string text(data, static_cast<std::size_t>(length));
    BIO_free(bio);
    return text;
}

std::string Identity::der() const {
    unsigned char* bytes = nullptr;
    const int length = i2d_X509(certificate.get(), &bytes);
    std::string text(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(length));
    OPENSSL_free(bytes);
    return text;
}

Identity makeCertificate(const CertificateWish& wish, const Identity* issuer) {
    static std::atomic<long> serial{1000};
    Identity made;
    made.key = makeKey(wish.rsaBits);
    made.certificate = {X509_new(), X509_free};
    X509* x = made.certificate.get();
    X509_set_version(x, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x), serial++);
    X509_gmtime_adj(X509_getm_notBefore(x), wish.fromDays * 86400L);
    X509_gmtime_adj(X509_getm_notAfter(x), wish.toDays * 86400L);
    X509_set_pubkey(x, made.key.get());
    X509_NAME* name = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(wish.commonName.c_str()), -1,
                               -1, 0);
    const Identity& signer = issuer != nullptr ? *issuer : made;
    X509_set_issuer_name(x, X509_get_subject_name(signer.certificate.get()));
    X509* by = signer.certificate.get();
    addExtension(x, by, NID_basic_constraints, wish.isAuthority ? "critical,CA:TRUE" : "CA:FALSE");
    if (wish.isAuthority) addExtension(x, by, NID_key_usage, "critical,keyCertSign,cRLSign");
    if (!wish.isAuthority) addExtension(x, by, NID_ext_key_usage, wish.usage);
    if (!wish.alternativeNames.empty()) {
        addExtension(x, by, NID_subject_alt_name, wish.alternativeNames);
    }
    X509_sign(x, signer.key.get(), EVP_sha256());
    return made;
}

std::string makeRevocationList(const Identity& issuer, const std::vector<Identity>& revoked,
                               int days) {
    X509_CRL* list = X509_CRL_new();
    X509_CRL_set_version(list, X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer.certificate.get()));
    ASN1_TIME* time = ASN1_TIME_new();
    X509_gmtime_adj(time, -60L * 86400L);
    X509_CRL_set1_lastUpdate(list, time);
    X509_gmtime_adj(time, days * 86400L);
    X509_CRL_set1_nextUpdate(list, time);
    X509_gmtime_adj(time, -86400L);
    for (const auto& one : revoked) {
        X509_REVOKED* entry = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(one.certificate.get()));
        X509_REVOKED_set_revocationDate(entry, time);
        X509_CRL_add0_revoked(list, entry);
    }
    ASN1_TIME_free(time);
    X509_CRL_sort(list);
    X509_CRL_sign(list, issuer.key.get(), EVP_sha256());
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509_CRL(bio, list);
    char* data = nullptr;
    const long length = BIO_get_mem_data(bio, &data);
    std::string text(data, static_cast<std::size_t>(length));
    BIO_free(bio);
    X509_CRL_free(list);
    return text;
}

}  // namespace sidetone::test
