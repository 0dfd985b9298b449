// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TlsPolicy.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <sys/stat.h>

#include <utility>

#include "net/Certificate.h"
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

}  // namespace

struct TlsPolicy::Store {
    std::unique_ptr<X509_STORE, FreeStore> trusted{X509_STORE_new()};
};

TlsPolicy::TlsPolicy(TlsSettings settings, const core::Clock& clock, std::unique_ptr<Store> store)
    : settings_(std::move(settings)), clock_(clock), store_(std::move(store)) {}

TlsPolicy::~TlsPolicy() = default;

core::Result<std::shared_ptr<const TlsPolicy>> TlsPolicy::create(TlsSettings settings,
                                                                 const core::Clock& clock) {
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
    }
    return std::shared_ptr<const TlsPolicy>(
        new TlsPolicy(std::move(settings), clock, std::move(store)));
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
    const std::unique_ptr<X509_STORE_CTX, FreeStoreContext> context(X509_STORE_CTX_new());
    if (!context || X509_STORE_CTX_init(context.get(), store_->trusted.get(), leaf, others) != 1) {
        return core::fail(core::ErrorCode::Internal, "Verifying the certificate of " + server);
    }
    auto* parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER);
    X509_VERIFY_PARAM_set_time(parameters, std::chrono::system_clock::to_time_t(clock_.wallTime()));
    const bool isStrong = settings_.smallestRsaKey >= 2048;
    X509_VERIFY_PARAM_set_auth_level(parameters, isStrong ? strongLevel : 0);
    if (X509_verify_cert(context.get()) != 1) {
        return chainReason(X509_STORE_CTX_get_error(context.get()),
                           X509_STORE_CTX_get_current_cert(context.get()),
                           X509_STORE_CTX_get_error_depth(context.get()), server);
    }
    const STACK_OF(X509)* verified = X509_STORE_CTX_get0_chain(context.get());
    for (int depth = 0; depth < sk_X509_num(verified); ++depth) {
        X509* at = sk_X509_value(verified, depth);
        const int bits = rsaBits(at);
        if (bits > 0 && bits < settings_.smallestRsaKey) {
            return keyReason(at, depth, bits, settings_.smallestRsaKey, server);
        }
    }
    if (!isFor(leaf, peer)) return nameReason(leaf, peer, server);
    return {};
}

void TlsPolicy::apply(SSL_CTX* context) const {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_clear_options(context,
                          SSL_OP_LEGACY_SERVER_CONNECT | SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION);
}

std::vector<CertificateInfo> describeChain(const std::vector<std::string>& chain) {
    std::vector<CertificateInfo> infos;
    for (const auto& der : chain) {
        if (const auto certificate = readDer(der)) infos.push_back(describe(certificate.get()));
    }
    return infos;
}

}  // namespace sidetone::net
