// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ClientIdentity.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/ssl.h>

#include <array>
#include <cstring>

#include "net/Certificate.h"

namespace sidetone::net {
namespace {

constexpr const char* askForAnother = "Ask your administrator for another file.";

struct FreeBio {
    void operator()(BIO* bio) const { BIO_free(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;
struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreePkcs12 {
    void operator()(PKCS12* file) const { PKCS12_free(file); }
};

Bio reader(std::string_view bytes) {
    return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

std::string contents(BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

/// Hands the password over, and never lets OpenSSL ask at the terminal.
int givePassword(char* buffer, int size, int /*writing*/, void* password) {
    const auto& text = static_cast<const core::Secret*>(password)->reveal();
    if (size < 0 || text.size() > static_cast<std::size_t>(size)) return -1;
    std::memcpy(buffer, text.data(), text.size());
    return static_cast<int>(text.size());
}

}  // namespace

struct ClientIdentity::Parts {
    CertificateHandle certificate;
    std::unique_ptr<EVP_PKEY, FreeKey> key;
    std::vector<CertificateHandle> chain;
};

ClientIdentity::ClientIdentity(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ClientIdentity::~ClientIdentity() = default;

core::Result<std::shared_ptr<const ClientIdentity>> ClientIdentity::checked(
    std::unique_ptr<Parts> parts, const std::string& tried) {
    if (!parts->certificate || !parts->key) {
        return core::fail(core::ErrorCode::BadAnswer, tried,
                          "it holds no certificate with its private key", askForAnother);
    }
    if (X509_check_private_key(parts->certificate.get(), parts->key.get()) != 1) {
        ERR_clear_error();
        return core::fail(core::ErrorCode::BadAnswer, tried,
                          "the private key is not that of the certificate", askForAnother);
    }
    return std::shared_ptr<const ClientIdentity>(new ClientIdentity(std::move(parts)));
}

core::Result<std::shared_ptr<const ClientIdentity>> ClientIdentity::fromPkcs12(
    std::string_view bytes, const core::Secret& password) {
    const std::string tried = "Opening the client certificate";
    const auto bio = reader(bytes);
    const std::unique_ptr<PKCS12, FreePkcs12> file(d2i_PKCS12_bio(bio.get(), nullptr));
    if (!file) {
        ERR_clear_error();
        return core::fail(core::ErrorCode::BadAnswer, tried, "it is no PKCS#12 file",
                          askForAnother);
    }
    const auto& text = password.reveal();
    if (PKCS12_verify_mac(file.get(), text.c_str(), static_cast<int>(text.size())) != 1) {
        ERR_clear_error();
        return core::fail(core::ErrorCode::Unauthorised, tried, "the password does not open it",
                          "Type the password that came with the file.");
    }
    EVP_PKEY* key = nullptr;
    X509* certificate = nullptr;
    STACK_OF(X509)* others = nullptr;
    const bool isParsed = PKCS12_parse(file.get(), text.c_str(), &key, &certificate, &others) == 1;
    auto parts = std::make_unique<Parts>();
    parts->key.reset(key);
    parts->certificate.reset(certificate);
    for (int i = 0; i < sk_X509_num(others); ++i) {
        X509* const other = sk_X509_value(others, i);
        X509_up_ref(other);
        parts->chain.emplace_back(other);
    }
    sk_X509_pop_free(others, X509_free);
    ERR_clear_error();
    if (!isParsed) {
        return core::fail(core::ErrorCode::BadAnswer, tried,
                          "it is encrypted in a way that is not supported (perhaps RC2 or 3DES)",
                          "Ask your administrator to write the file with AES.");
    }
    return checked(std::move(parts), tried);
}

core::Result<std::shared_ptr<const ClientIdentity>> ClientIdentity::fromPem(
    std::string_view certificates, const core::Secret& key, const core::Secret& password) {
    const std::string tried = "Opening the client certificate";
    auto parts = std::make_unique<Parts>();
    const auto bio = reader(certificates);
    while (X509* const one = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
        if (!parts->certificate) {
            parts->certificate.reset(one);
        } else {
            parts->chain.emplace_back(one);
        }
    }
    const auto keyBio = reader(key.reveal());
    core::Secret given = password;
    parts->key.reset(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, givePassword, &given));
    const bool isEncrypted = key.reveal().find("ENCRYPTED") != std::string::npos;
    ERR_clear_error();
    if (!parts->key && isEncrypted) {
        return core::fail(core::ErrorCode::Unauthorised, tried, "the password does not open it",
                          "Type the password that came with the file.");
    }
    return checked(std::move(parts), tried);
}

core::Result<std::shared_ptr<const ClientIdentity>> ClientIdentity::fromDer(
    std::string_view certificate, EVP_PKEY* key) {
    auto parts = std::make_unique<Parts>();
    parts->certificate = readDer(certificate);
    if (key != nullptr && EVP_PKEY_up_ref(key) == 1) parts->key.reset(key);
    ERR_clear_error();
    return checked(std::move(parts), "Reading the certificate that was issued");
}

CertificateInfo ClientIdentity::info() const {
    return describe(parts_->certificate.get());
}

std::string ClientIdentity::certificateDer() const {
    const Bio bio(BIO_new(BIO_s_mem()));
    i2d_X509_bio(bio.get(), parts_->certificate.get());
    return contents(bio.get());
}

std::string ClientIdentity::certificatesPem() const {
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), parts_->certificate.get());
    for (const auto& one : parts_->chain) PEM_write_bio_X509(bio.get(), one.get());
    return contents(bio.get());
}

std::string ClientIdentity::encryptedKeyPem(const core::Secret& password) const {
    const Bio bio(BIO_new(BIO_s_mem()));
    const auto& text = password.reveal();
    PEM_write_bio_PKCS8PrivateKey(bio.get(), parts_->key.get(), EVP_aes_256_cbc(), text.data(),
                                  static_cast<int>(text.size()), nullptr, nullptr);
    return contents(bio.get());
}

std::string ClientIdentity::md5() const {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (X509_digest(parts_->certificate.get(), EVP_md5(), digest.data(), &length) != 1) return {};
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += digits[digest[i] >> 4U];
        text += digits[digest[i] & 0x0FU];
    }
    return text;
}

X509* ClientIdentity::certificate() const {
    return parts_->certificate.get();
}

EVP_PKEY* ClientIdentity::key() const {
    return parts_->key.get();
}

bool ClientIdentity::isWantedBy(const STACK_OF(X509_NAME) * authorities) const {
    if (sk_X509_NAME_num(authorities) <= 0) return true;
    const auto isListed = [authorities](X509* certificate) {
        const auto* issuer = X509_get_issuer_name(certificate);
        for (int i = 0; i < sk_X509_NAME_num(authorities); ++i) {
            if (X509_NAME_cmp(sk_X509_NAME_value(authorities, i), issuer) == 0) return true;
        }
        return false;
    };
    if (isListed(parts_->certificate.get())) return true;
    for (const auto& one : parts_->chain) {
        if (isListed(one.get())) return true;
    }
    return false;
}

bool ClientIdentity::useIn(SSL* handshake) const {
    SSL_certs_clear(handshake);
    if (SSL_use_certificate(handshake, parts_->certificate.get()) != 1 ||
        SSL_use_PrivateKey(handshake, parts_->key.get()) != 1) {
        return false;
    }
    for (const auto& one : parts_->chain) SSL_add1_chain_cert(handshake, one.get());
    return true;
}

}  // namespace sidetone::net
