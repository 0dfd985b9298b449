// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/ca/Certificate.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
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

bool addExtensions(X509* certificate, X509* issuer, const CertificateRequest& request) {
    const bool authority = request.use == CertificateRequest::Use::Authority;
    bool good =
        addExtension(certificate, issuer, NID_basic_constraints,
                     authority ? "critical,CA:TRUE" : "critical,CA:FALSE") &&
        addExtension(certificate, issuer, NID_subject_key_identifier, "hash") &&
        addExtension(certificate, issuer, NID_key_usage,
                     authority ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature");
    if (!authority) {
        good = good && addExtension(certificate, issuer, NID_authority_key_identifier, "keyid") &&
               addExtension(certificate, issuer, NID_ext_key_usage, "serverAuth,clientAuth");
    }
    if (!request.alternatives.empty()) {
        good = good && addExtension(certificate, issuer, NID_subject_alt_name,
                                    joined(request.alternatives));
    }
    return good;
}

void setSerial(X509* certificate) {
    std::uint64_t serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1U);
}

void addName(X509_NAME* name, const char* field, const std::string& value) {
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(value.c_str()), -1, -1, 0);
}

}  // namespace

core::Result<Identity> makeIdentity(const CertificateRequest& request, const Identity* issuer) {
    const std::string tried = "Making the certificate of " + request.commonName;
    Identity made{Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")), Certificate(X509_new())};
    if (!made.key || !made.certificate) return opensslError(tried);
    X509* certificate = made.certificate.get();
    X509_set_version(certificate, X509_VERSION_3);
    setSerial(certificate);
    X509_gmtime_adj(X509_getm_notBefore(certificate), 86400L * request.firstDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400L * request.lastDay);
    X509_NAME* subject = X509_get_subject_name(certificate);
    addName(subject, "O", "Sidetone office");
    addName(subject, "CN", request.commonName);
    X509* signer = issuer == nullptr ? certificate : issuer->certificate.get();
    X509_set_issuer_name(certificate, X509_get_subject_name(signer));
    X509_set_pubkey(certificate, made.key.get());
    if (!addExtensions(certificate, signer, request)) return opensslError(tried);
    EVP_PKEY* signingKey = issuer == nullptr ? made.key.get() : issuer->key.get();
    if (X509_sign(certificate, signingKey, EVP_sha256()) == 0) return opensslError(tried);
    return made;
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
