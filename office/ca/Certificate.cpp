// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/ca/Certificate.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>

namespace sidetone::office {

namespace {

struct BioFree {
    void operator()(BIO* bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, BioFree>;

core::Error opensslError(const std::string& tried) {
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_get_error(), text.data(), text.size());
    return core::fail(core::ErrorCode::Internal, tried, text.data());
}

std::string contents(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

bool addExtension(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    if (extension == nullptr) return false;
    const bool added = X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : ",") + part;
    return text;
}

using Use = CertificateRequest::Use;
using Style = CertificateRequest::Style;

const char* keyUsage(const CertificateRequest& request) {
    if (request.use == Use::Authority) return "critical,keyCertSign,cRLSign";
    const bool isForExchange = request.use == Use::Device || request.rsaBits > 0;
    return isForExchange ? "critical,digitalSignature,keyEncipherment"
                         : "critical,digitalSignature";
}

const char* purposes(Use use) {
    if (use == Use::Person) return "clientAuth,emailProtection";
    return use == Use::Device ? "serverAuth,clientAuth,1.3.6.1.5.5.7.3.5" : "serverAuth,clientAuth";
}

/// What a certificate may be used for, and what each kind of certificate server adds or leaves
/// out: IOS says nothing of the purpose, Windows names its template.
bool addPurpose(X509* certificate, X509* issuer, const CertificateRequest& request) {
    if (request.style == Style::Ios) return true;
    bool good = addExtension(certificate, issuer, NID_authority_key_identifier, "keyid") &&
                addExtension(certificate, issuer, NID_ext_key_usage, purposes(request.use));
    if (request.style == Style::Windows) {
        const int kind = OBJ_create("1.3.6.1.4.1.311.20.2", "msTemplate", "certificate template");
        const int known = kind != NID_undef ? kind : OBJ_txt2nid("1.3.6.1.4.1.311.20.2");
        ASN1_OCTET_STRING* value = ASN1_OCTET_STRING_new();
        static constexpr unsigned char webServer[] = "\x1e\x12\0W\0e\0b\0S\0e\0r\0v\0e\0r";
        static constexpr unsigned char user[] = "\x1e\x08\0U\0s\0e\0r";
        if (request.use == Use::Person) {
            ASN1_OCTET_STRING_set(value, user, sizeof user - 1);
        } else {
            ASN1_OCTET_STRING_set(value, webServer, sizeof webServer - 1);
        }
        X509_EXTENSION* extension = X509_EXTENSION_create_by_NID(nullptr, known, 0, value);
        good = good && extension != nullptr && X509_add_ext(certificate, extension, -1) == 1;
        X509_EXTENSION_free(extension);
        ASN1_OCTET_STRING_free(value);
    }
    return good;
}

bool addExtensions(X509* certificate, X509* issuer, const CertificateRequest& request) {
    const bool authority = request.use == Use::Authority;
    bool good = addExtension(certificate, issuer, NID_basic_constraints,
                             authority ? "critical,CA:TRUE" : "critical,CA:FALSE") &&
                addExtension(certificate, issuer, NID_key_usage, keyUsage(request));
    if (request.style != Style::Ios) {
        good = good && addExtension(certificate, issuer, NID_subject_key_identifier, "hash");
    }
    if (!authority) good = good && addPurpose(certificate, issuer, request);
    if (!request.alternatives.empty()) {
        good = good && addExtension(certificate, issuer, NID_subject_alt_name,
                                    joined(request.alternatives));
    }
    return good;
}

void setSerial(X509* certificate) {
    std::array<unsigned char, 16> bytes{};
    RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
    bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7FU) | 0x40U);
    BIGNUM* number = BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
}

void addName(X509_NAME* name, const char* field, const std::string& value) {
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(value.c_str()), -1, -1, 0);
}

}  // namespace

namespace {

EVP_PKEY* makeKey(int rsaBits) {
    return rsaBits > 0
               ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(rsaBits))
               : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
}

/// Without an issuer's certificate it is its own issuer.
bool fill(X509* certificate, const CertificateRequest& request, EVP_PKEY* publicKey, X509* issuer,
          EVP_PKEY* signingKey) {
    X509_set_version(certificate, X509_VERSION_3);
    setSerial(certificate);
    X509_gmtime_adj(X509_getm_notBefore(certificate), 86400L * request.firstDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400L * request.lastDay);
    X509_NAME* subject = X509_get_subject_name(certificate);
    addName(subject, "O", "Sidetone office");
    addName(subject, "CN", request.commonName);
    X509* signer = issuer == nullptr ? certificate : issuer;
    X509_set_issuer_name(certificate, X509_get_subject_name(signer));
    X509_set_pubkey(certificate, publicKey);
    return addExtensions(certificate, signer, request) &&
           X509_sign(certificate, signingKey, EVP_sha256()) != 0;
}

}  // namespace

core::Result<Identity> makeIdentity(const CertificateRequest& request, const Identity* issuer) {
    const std::string tried = "Making the certificate of " + request.commonName;
    Identity made{Key(makeKey(request.rsaBits)), Certificate(X509_new())};
    if (!made.key || !made.certificate) return opensslError(tried);
    const bool isGood = fill(made.certificate.get(), request, made.key.get(),
                             issuer == nullptr ? nullptr : issuer->certificate.get(),
                             issuer == nullptr ? made.key.get() : issuer->key.get());
    if (!isGood) return opensslError(tried);
    return made;
}

core::Result<Certificate> certify(const CertificateRequest& request, EVP_PKEY* publicKey,
                                  const Identity& issuer) {
    Certificate made(X509_new());
    const bool isGood =
        made && fill(made.get(), request, publicKey, issuer.certificate.get(), issuer.key.get());
    if (!isGood) return opensslError("Making the certificate of " + request.commonName);
    return made;
}

std::string serialOf(const X509& certificate) {
    BIGNUM* number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(&certificate), nullptr);
    char* digits = BN_bn2hex(number);
    std::string text = digits;
    OPENSSL_free(digits);
    BN_free(number);
    return text;
}

core::Result<std::string> makeRevocationList(const Identity& issuer,
                                             const std::vector<std::string>& serials) {
    X509_CRL* list = X509_CRL_new();
    X509_CRL_set_version(list, X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer.certificate.get()));
    ASN1_TIME* time = X509_gmtime_adj(nullptr, -3600);
    X509_CRL_set1_lastUpdate(list, time);
    for (const std::string& serial : serials) {
        BIGNUM* number = nullptr;
        if (BN_hex2bn(&number, serial.c_str()) == 0) continue;
        ASN1_INTEGER* integer = BN_to_ASN1_INTEGER(number, nullptr);
        X509_REVOKED* entry = X509_REVOKED_new();
        X509_REVOKED_set_serialNumber(entry, integer);
        X509_REVOKED_set_revocationDate(entry, time);
        X509_CRL_add0_revoked(list, entry);
        ASN1_INTEGER_free(integer);
        BN_free(number);
    }
    X509_gmtime_adj(time, 30L * 86400L);
    X509_CRL_set1_nextUpdate(list, time);
    ASN1_TIME_free(time);
    X509_CRL_sort(list);
    const bool isSigned = X509_CRL_sign(list, issuer.key.get(), EVP_sha256()) != 0;
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509_CRL(bio.get(), list);
    X509_CRL_free(list);
    if (!isSigned) return opensslError("Making a revocation list");
    return contents(bio.get());
}

core::Result<std::string> toPkcs12(const Identity& identity, const std::vector<const X509*>& chain,
                                   const core::Secret& password) {
    STACK_OF(X509)* above = sk_X509_new_null();
    for (const X509* const one : chain) sk_X509_push(above, X509_dup(one));
    PKCS12* file =
        PKCS12_create(password.reveal().c_str(), nullptr, identity.key.get(),
                      identity.certificate.get(), above, NID_aes_256_cbc, NID_aes_256_cbc, 0, 0, 0);
    sk_X509_pop_free(above, X509_free);
    if (file == nullptr) return opensslError("Writing a PKCS#12 file");
    const Bio bio(BIO_new(BIO_s_mem()));
    i2d_PKCS12_bio(bio.get(), file);
    PKCS12_free(file);
    return contents(bio.get());
}

std::string toPem(const X509& certificate) {
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), &certificate);
    return contents(bio.get());
}

std::string toPem(const EVP_PKEY& key) {
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), &key, nullptr, nullptr, 0, nullptr, nullptr);
    return contents(bio.get());
}

core::Result<Identity> readIdentity(const std::string& certificate, const std::string& key) {
    const Bio first(BIO_new_mem_buf(certificate.data(), static_cast<int>(certificate.size())));
    const Bio second(BIO_new_mem_buf(key.data(), static_cast<int>(key.size())));
    Identity identity{Key(PEM_read_bio_PrivateKey(second.get(), nullptr, nullptr, nullptr)),
                      Certificate(PEM_read_bio_X509(first.get(), nullptr, nullptr, nullptr))};
    if (!identity.key || !identity.certificate) return opensslError("Reading a certificate");
    return identity;
}

}  // namespace sidetone::office
