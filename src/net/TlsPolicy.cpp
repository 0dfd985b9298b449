// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TlsPolicy.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <sys/stat.h>

#include <filesystem>
#include <utility>

#include "net/Certificate.h"
#include "net/ClientCertificates.h"
#include "net/TlsTrust.h"
#include "net/tlsReason.h"

namespace sidetone::net {
namespace {

struct FreeStore {
    void operator()(X509_STORE* store) const { X509_STORE_free(store); }
};
struct FreeStoreContext {
    void operator()(X509_STORE_CTX* context) const { X509_STORE_CTX_free(context); }
};
struct FreeStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};

/// OpenSSL's level 2 is 112 bits: RSA 2048, no SHA-1 signatures.
constexpr int strongLevel = 2;

core::Error unreadable(const std::string& file, const char* what, core::ErrorCode code) {
    return core::fail(code, "Reading the certificate file " + file, what,
                      "Give a PEM file with the certificates of your organisation's authority.");
}

/// "root.crl" beside "root.pem"; empty where there is none.
std::string listBeside(const std::string& caFile) {
    auto list = std::filesystem::path(caFile).replace_extension(".crl");
    std::error_code problem;
    return std::filesystem::is_regular_file(list, problem) ? list.string() : std::string();
}

bool hasRevocationLists(X509_STORE* store) {
    const auto* objects = X509_STORE_get0_objects(store);
    for (int i = 0; i < sk_X509_OBJECT_num(objects); ++i) {
        if (X509_OBJECT_get_type(sk_X509_OBJECT_value(objects, i)) == X509_LU_CRL) return true;
    }
    return false;
}

/// Which day the lists tell. (A context knows its list only until it has looked at the list's
/// time.)
std::optional<core::WallTime> revokedOn(X509_STORE* store, X509* certificate) {
    const auto* objects = X509_STORE_get0_objects(store);
    for (int i = 0; i < sk_X509_OBJECT_num(objects); ++i) {
        X509_CRL* const list = X509_OBJECT_get0_X509_CRL(sk_X509_OBJECT_value(objects, i));
        X509_REVOKED* entry = nullptr;
        if (list == nullptr ||
            X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_issuer_name(certificate)) != 0) {
            continue;
        }
        if (X509_CRL_get0_by_cert(list, &entry, certificate) == 1) {
            return wallTime(X509_REVOKED_get0_revocationDate(entry));
        }
    }
    return {};
}

/// Only what a list says is refused: an authority without a list, or whose list is late, is no
/// reason, for hardly an organisation keeps them up.
int onVerify(int isGood, X509_STORE_CTX* context) {
    switch (X509_STORE_CTX_get_error(context)) {
        case X509_V_ERR_UNABLE_TO_GET_CRL:
        case X509_V_ERR_CRL_HAS_EXPIRED:
        case X509_V_ERR_CRL_NOT_YET_VALID:
            return 1;
        default:
            return isGood;
    }
}

}  // namespace

struct TlsPolicy::Store {
    std::unique_ptr<X509_STORE, FreeStore> trusted{X509_STORE_new()};
    bool hasLists = false;
};

struct TlsPolicy::Refusal {
    TlsFault fault = TlsFault::Other;
    core::Error error;
};

TlsPolicy::TlsPolicy(TlsSettings settings, const core::Clock& clock, std::unique_ptr<Store> store,
                     std::shared_ptr<TlsTrust> trust,
                     std::shared_ptr<const ClientCertificates> certificates)
    : settings_(std::move(settings)),
      clock_(clock),
      store_(std::move(store)),
      trust_(std::move(trust)),
      certificates_(std::move(certificates)) {}

TlsPolicy::~TlsPolicy() = default;

core::Result<std::shared_ptr<const TlsPolicy>> TlsPolicy::create(
    TlsSettings settings, const core::Clock& clock, std::shared_ptr<TlsTrust> trust,
    std::shared_ptr<const ClientCertificates> certificates) {
    auto store = std::make_unique<Store>();
    // The folder of hashed names is read certificate by certificate, when one is needed: the
    // whole bundle would cost 10 ms at each start.
    if (settings.trustsSystemAuthorities) {
        X509_STORE_load_path(store->trusted.get(), X509_get_default_cert_dir());
    }
    const auto& file = settings.caFile;
    if (!file.empty()) {
        struct stat s {};
        if (stat(file.c_str(), &s) != 0) {
            return unreadable(file, "there is no such file", core::ErrorCode::NotFound);
        }
        if (X509_STORE_load_file(store->trusted.get(), file.c_str()) != 1) {
            return unreadable(file, "there is no certificate in it", core::ErrorCode::BadAnswer);
        }
        const auto list = listBeside(file);
        if (!list.empty() && X509_STORE_load_file(store->trusted.get(), list.c_str()) != 1) {
            return unreadable(list, "there is no revocation list in it",
                              core::ErrorCode::BadAnswer);
        }
    }
    store->hasLists = hasRevocationLists(store->trusted.get());
    return std::shared_ptr<const TlsPolicy>(new TlsPolicy(
        std::move(settings), clock, std::move(store), std::move(trust), std::move(certificates)));
}

core::Status TlsPolicy::check(const std::vector<std::string>& chain, const PeerIdentity& peer,
                              const std::string& server) const {
    std::vector<CertificateHandle> held;
    const std::unique_ptr<STACK_OF(X509), FreeStack> others(sk_X509_new_null());
    for (const auto& der : chain) {
        auto certificate = readDer(der);
        if (!certificate) return handshakeReason(server, "its certificate cannot be read");
        if (!held.empty()) sk_X509_push(others.get(), certificate.get());
        held.push_back(std::move(certificate));
    }
    if (held.empty()) return handshakeReason(server, "it showed no certificate");
    return check(held.front().get(), others.get(), peer, server);
}

core::Status TlsPolicy::check(X509* leaf, STACK_OF(X509) * others, const PeerIdentity& peer,
                              const std::string& server) const {
    auto found = refusal(leaf, others, peer, server);
    if (!found) return {};
    const bool isAccepted =
        trust_ && mayBeAccepted(found->fault) && trust_->covers(server, describe(leaf).sha256);
    if (isAccepted) return {};
    return refuse(std::move(*found), leaf, others, server);
}

core::Error TlsPolicy::refuse(Refusal refusal, X509* leaf, STACK_OF(X509) * others,
                              const std::string& server) const {
    if (!trust_) return std::move(refusal.error);
    RefusedCertificate refused;
    refused.server = server;
    refused.fault = refusal.fault;
    refused.chain.push_back(describe(leaf));
    for (int i = 0; i < sk_X509_num(others); ++i) {
        X509* const other = sk_X509_value(others, i);
        // OpenSSL counts the server's own among the others.
        if (X509_cmp(other, leaf) != 0) refused.chain.push_back(describe(other));
    }
    refused.error = std::move(refusal.error);
    if (const auto pin = trust_->otherPin(server, refused.chain.front().sha256)) {
        refused.trustedBefore = pin->sha256;
        refused.error = changedReason(std::move(refused.error), pin->since);
    }
    auto error = refused.error;
    trust_->refuse(std::move(refused));
    return error;
}

core::Error TlsPolicy::refuseRevoked(X509* leaf, STACK_OF(X509) * others,
                                     const std::string& server) const {
    return refuse({TlsFault::Revoked, revokedReason(leaf, 0, {}, server)}, leaf, others, server);
}

std::optional<TlsPolicy::Refusal> TlsPolicy::refusal(X509* leaf, STACK_OF(X509) * others,
                                                     const PeerIdentity& peer,
                                                     const std::string& server) const {
    const std::unique_ptr<X509_STORE_CTX, FreeStoreContext> context(X509_STORE_CTX_new());
    if (!context || X509_STORE_CTX_init(context.get(), store_->trusted.get(), leaf, others) != 1) {
        return Refusal{TlsFault::Other, core::fail(core::ErrorCode::Internal,
                                                   "Verifying the certificate of " + server)};
    }
    auto* parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER);
    X509_VERIFY_PARAM_set_time(parameters, std::chrono::system_clock::to_time_t(clock_.wallTime()));
    const bool isStrong = settings_.smallestRsaKey >= 2048;
    X509_VERIFY_PARAM_set_auth_level(parameters, isStrong ? strongLevel : 0);
    if (store_->hasLists) {
        X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
        X509_STORE_CTX_set_verify_cb(context.get(), onVerify);
    }
    if (X509_verify_cert(context.get()) != 1) {
        const int code = X509_STORE_CTX_get_error(context.get());
        X509* const at = X509_STORE_CTX_get_current_cert(context.get());
        const int depth = X509_STORE_CTX_get_error_depth(context.get());
        if (code == X509_V_ERR_CERT_REVOKED) {
            const auto day = revokedOn(store_->trusted.get(), at);
            return Refusal{TlsFault::Revoked, revokedReason(at, depth, day, server)};
        }
        return Refusal{faultOf(code), chainReason(code, at, depth, server)};
    }
    const STACK_OF(X509)* verified = X509_STORE_CTX_get0_chain(context.get());
    for (int depth = 0; depth < sk_X509_num(verified); ++depth) {
        X509* at = sk_X509_value(verified, depth);
        const int bits = rsaBits(at);
        if (bits > 0 && bits < settings_.smallestRsaKey) {
            return Refusal{TlsFault::WeakKey,
                           keyReason(at, depth, bits, settings_.smallestRsaKey, server)};
        }
    }
    if (!isFor(leaf, peer)) return Refusal{TlsFault::WrongName, nameReason(leaf, peer, server)};
    return {};
}

std::shared_ptr<const ClientIdentity> TlsPolicy::identityFor(const std::string& server) const {
    return certificates_ ? certificates_->forServer(server) : nullptr;
}

void TlsPolicy::apply(SSL_CTX* context) const {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_clear_options(context,
                          SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION);
    if (!settings_.approvedOnly) return;
    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:DHE+AESGCM:!aNULL");
    SSL_CTX_set_ciphersuites(context, "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256");
    std::string groups = "P-256:P-384:P-521";  // OpenSSL's macro casts the const away
    SSL_CTX_set1_groups_list(context, groups.data());
}

std::vector<CertificateInfo> describeChain(const std::vector<std::string>& chain) {
    std::vector<CertificateInfo> infos;
    for (const auto& der : chain) {
        if (const auto certificate = readDer(der)) infos.push_back(describe(certificate.get()));
    }
    return infos;
}

}  // namespace sidetone::net
