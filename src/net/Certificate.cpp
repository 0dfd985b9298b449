// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/Certificate.h"

#include <arpa/inet.h>
#include <openssl/evp.h>

#include <array>
#include <ctime>

namespace sidetone::net {
namespace {

struct FreeNames {
    void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};
struct FreeBio {
    void operator()(BIO* bio) const { BIO_free(bio); }
};

std::string oneLine(const X509_NAME* name) {
    const std::unique_ptr<BIO, FreeBio> bio(BIO_new(BIO_s_mem()));
    constexpr unsigned long flags = (XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
    X509_NAME_print_ex(bio.get(), name, 0, flags);
    char* data = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &data);
    return length > 0 ? std::string(data, static_cast<std::size_t>(length)) : std::string();
}

std::string textOf(const ASN1_STRING* value) {
    const auto* data = reinterpret_cast<const char*>(ASN1_STRING_get0_data(value));
    const int length = ASN1_STRING_length(value);
    return length > 0 ? std::string(data, static_cast<std::size_t>(length)) : std::string();
}

std::string addressText(const ASN1_STRING* value) {
    const int family = ASN1_STRING_length(value) == 4 ? AF_INET : AF_INET6;
    if (family == AF_INET6 && ASN1_STRING_length(value) != 16) return {};
    std::array<char, INET6_ADDRSTRLEN> text{};
    const auto* done = inet_ntop(family, ASN1_STRING_get0_data(value), text.data(), text.size());
    return done != nullptr ? std::string(done) : std::string();
}

std::unique_ptr<GENERAL_NAMES, FreeNames> alternativeNames(X509* certificate) {
    return std::unique_ptr<GENERAL_NAMES, FreeNames>(static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
}

std::vector<std::string> namesOf(X509* certificate) {
    std::vector<std::string> found;
    const auto names = alternativeNames(certificate);
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const auto* name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DNS) found.push_back(textOf(name->d.dNSName));
        if (name->type == GEN_IPADD) found.push_back(addressText(name->d.iPAddress));
    }
    return found;
}

std::string keyKind(X509* certificate) {
    const EVP_PKEY* key = X509_get0_pubkey(certificate);
    if (key == nullptr) return "unknown";
    const int kind = EVP_PKEY_get_base_id(key);
    if (kind == EVP_PKEY_RSA) return "RSA " + std::to_string(EVP_PKEY_get_bits(key));
    if (kind == EVP_PKEY_ED25519) return "Ed25519";
    if (kind == EVP_PKEY_ED448) return "Ed448";
    if (kind != EVP_PKEY_EC) return OBJ_nid2sn(kind);
    std::array<char, 64> group{};
    std::size_t length = 0;
    if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &length) != 1) return "EC";
    const char* const nist = EC_curve_nid2nist(OBJ_txt2nid(group.data()));
    return std::string("EC ") + (nist != nullptr ? nist : group.data());
}

std::string fingerprint(X509* certificate) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (X509_digest(certificate, EVP_sha256(), digest.data(), &length) != 1) return {};
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += digits[digest[i] >> 4U];
        text += digits[digest[i] & 0x0FU];
    }
    return text;
}

/// SRVName and XmppAddr are "other names", told apart by their object identifiers.
bool isOtherName(const GENERAL_NAME* name, const PeerIdentity& peer) {
    if (name->type != GEN_OTHERNAME) return false;
    std::array<char, 64> id{};
    OBJ_obj2txt(id.data(), static_cast<int>(id.size()), name->d.otherName->type_id, 1);
    const ASN1_TYPE* value = name->d.otherName->value;
    std::string text;
    if (value->type == V_ASN1_IA5STRING) text = textOf(value->value.ia5string);
    if (value->type == V_ASN1_UTF8STRING) text = textOf(value->value.utf8string);
    const std::string_view kind(id.data());
    for (const auto& host : peer.hosts) {
        if (kind == "1.3.6.1.5.5.7.8.7" && text == "_" + peer.service + "." + host) return true;
        if (kind == "1.3.6.1.5.5.7.8.5" && text == host) return true;
    }
    return false;
}

}  // namespace

CertificateHandle readDer(std::string_view der) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
    return CertificateHandle(d2i_X509(nullptr, &bytes, static_cast<long>(der.size())));
}

CertificateInfo describe(X509* certificate) {
    CertificateInfo info;
    info.subject = oneLine(X509_get_subject_name(certificate));
    info.issuer = oneLine(X509_get_issuer_name(certificate));
    info.names = namesOf(certificate);
    info.notBefore = wallTime(X509_get0_notBefore(certificate));
    info.notAfter = wallTime(X509_get0_notAfter(certificate));
    info.keyKind = keyKind(certificate);
    info.sha256 = fingerprint(certificate);
    return info;
}

std::string shortName(const X509_NAME* name) {
    const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (at < 0) return oneLine(name);
    return textOf(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
}

int rsaBits(X509* certificate) {
    const EVP_PKEY* key = X509_get0_pubkey(certificate);
    if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA) return 0;
    return EVP_PKEY_get_bits(key);
}

core::WallTime wallTime(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return core::WallTime(std::chrono::seconds(timegm(&parts)));
}

std::string dayText(core::WallTime time) {
    static constexpr std::array<const char*, 12> months = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
    const auto month = months[(static_cast<unsigned>(day.month()) - 1) % months.size()];
    return std::to_string(static_cast<unsigned>(day.day())) + " " + month + " " +
           std::to_string(static_cast<int>(day.year()));
}

bool isFor(X509* certificate, const PeerIdentity& peer) {
    const auto names = alternativeNames(certificate);
    unsigned int flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
    // OpenSSL alone falls back to the common name beside alternative names of other kinds.
    if (names) flags |= X509_CHECK_FLAG_NEVER_CHECK_SUBJECT;
    for (const auto& host : peer.hosts) {
        if (host.empty()) continue;
        if (X509_check_host(certificate, host.data(), host.size(), flags, nullptr) == 1) {
            return true;
        }
        if (X509_check_ip_asc(certificate, host.c_str(), 0) == 1) return true;
    }
    if (peer.service.empty()) return false;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        if (isOtherName(sk_GENERAL_NAME_value(names.get(), i), peer)) return true;
    }
    return false;
}

}  // namespace sidetone::net
