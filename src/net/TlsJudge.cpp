// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/TlsJudge.h"

#include <openssl/ocsp.h>
#include <openssl/ssl.h>

#include <QHostAddress>

#include "net/Certificate.h"
#include "net/ClientIdentity.h"

namespace sidetone::net {
namespace {

struct FreeResponse {
    void operator()(OCSP_RESPONSE* response) const { OCSP_RESPONSE_free(response); }
};
struct FreeBasic {
    void operator()(OCSP_BASICRESP* basic) const { OCSP_BASICRESP_free(basic); }
};

/// A context of OpenSSL's may live longer than what made it: so it owns a copy of the judge.
int judgeIndex() {
    static const int index = SSL_CTX_get_ex_new_index(
        0, nullptr, nullptr, nullptr, [](void*, void* judge, CRYPTO_EX_DATA*, int, long, void*) {
            delete static_cast<TlsJudge*>(judge);
        });
    return index;
}

const TlsJudge* judgeOf(const SSL* handshake) {
    return static_cast<const TlsJudge*>(
        SSL_CTX_get_ex_data(SSL_get_SSL_CTX(handshake), judgeIndex()));
}

/// Which handshake this is: with a proxy in between libcurl makes two with the same judge, and
/// says which only by the name that it asks for. Numeric addresses are not asked for by name.
bool isProxys(const SSL* handshake, const TlsJudge& judge) {
    if (judge.proxy.host.empty()) return false;
    if (!judge.isServerEncrypted) return true;
    const char* asked = SSL_get_servername(handshake, TLSEXT_NAMETYPE_host_name);
    if (asked != nullptr) return judge.proxy.host == asked;
    const auto& host = judge.peer.hosts.empty() ? judge.server : judge.peer.hosts.front();
    return QHostAddress(QString::fromStdString(host)).isNull();
}

/// Who is at the other end of this handshake.
std::string serverOf(const SSL* handshake, const TlsJudge& judge) {
    return isProxys(handshake, judge) ? judge.proxy.text() : judge.server;
}

int onCertificate(X509_STORE_CTX* context, void* /*unused*/) {
    const auto* ssl = static_cast<SSL*>(
        X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
    const auto* judge = judgeOf(ssl);
    X509* leaf = X509_STORE_CTX_get0_cert(context);
    if (judge == nullptr || leaf == nullptr) return 0;
    const bool proxys = isProxys(ssl, *judge);
    const auto checked = judge->policy->check(
        leaf, X509_STORE_CTX_get0_untrusted(context),
        proxys ? PeerIdentity{{judge->proxy.host}, {}} : judge->peer, serverOf(ssl, *judge));
    if (checked) {
        X509_STORE_CTX_set_error(context, X509_V_OK);
        return 1;
    }
    *judge->refusal = checked.error();
    if (proxys) {
        (*judge->refusal)->tried = "Verifying the certificate of the proxy " + judge->proxy.text();
    }
    X509_STORE_CTX_set_error(context, X509_V_ERR_APPLICATION_VERIFICATION);
    return 0;
}

/// Whether a stapled answer says "revoked" of this certificate. Its signature does not matter: it
/// came from the server itself, which has no reason to lie against itself.
bool saysRevoked(const unsigned char* bytes, long length, X509* leaf) {
    const std::unique_ptr<OCSP_RESPONSE, FreeResponse> response(
        d2i_OCSP_RESPONSE(nullptr, &bytes, length));
    if (!response || OCSP_response_status(response.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL) {
        return false;
    }
    const std::unique_ptr<OCSP_BASICRESP, FreeBasic> basic(
        OCSP_response_get1_basic(response.get()));
    for (int i = 0; basic && i < OCSP_resp_count(basic.get()); ++i) {
        OCSP_SINGLERESP* const one = OCSP_resp_get0(basic.get(), i);
        ASN1_INTEGER* serial = nullptr;
        auto* id = const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(one));
        OCSP_id_get0_info(nullptr, nullptr, nullptr, &serial, id);
        const bool isLeaf = ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(leaf)) == 0;
        const int status = OCSP_single_get0_status(one, nullptr, nullptr, nullptr, nullptr);
        if (isLeaf && status == V_OCSP_CERTSTATUS_REVOKED) return true;
    }
    return false;
}

/// Called whether or not the server stapled something.
int onStapled(SSL* handshake, void* /*unused*/) {
    const unsigned char* bytes = nullptr;
    const long length = SSL_get_tlsext_status_ocsp_resp(handshake, &bytes);
    const auto* judge = judgeOf(handshake);
    X509* const leaf = SSL_get0_peer_certificate(handshake);
    if (length <= 0 || bytes == nullptr || judge == nullptr || leaf == nullptr) return 1;
    if (!saysRevoked(bytes, length, leaf)) return 1;
    *judge->refusal = judge->policy->refuseRevoked(leaf, SSL_get_peer_cert_chain(handshake),
                                                   serverOf(handshake, *judge));
    return 0;
}

/// The server asks who we are.
int onAsked(SSL* handshake, void* /*unused*/) {
    const auto* judge = judgeOf(handshake);
    const auto identity =
        judge != nullptr ? judge->policy->identityFor(serverOf(handshake, *judge)) : nullptr;
    if (!identity || !identity->isWantedBy(SSL_get0_peer_CA_list(handshake))) return 1;
    return identity->useIn(handshake) ? 1 : 0;
}

}  // namespace

bool judgeBy(SSL_CTX* context, const TlsJudge& judge) {
    auto copy = std::make_unique<TlsJudge>(judge);
    copy->policy->apply(context);
    if (SSL_CTX_set_ex_data(context, judgeIndex(), copy.get()) != 1) return false;
    (void)copy.release();
    SSL_CTX_set_cert_verify_callback(context, onCertificate, nullptr);
    SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp);
    SSL_CTX_set_tlsext_status_cb(context, onStapled);
    SSL_CTX_set_cert_cb(context, onAsked, nullptr);
    return true;
}

TlsInfo describeHandshake(const SSL* handshake) {
    TlsInfo info;
    info.protocol = SSL_get_version(handshake);
    info.cipher = SSL_get_cipher_name(handshake);
    const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(handshake);
    for (int i = 0; chain != nullptr && i < sk_X509_num(chain); ++i) {
        info.chain.push_back(describe(sk_X509_value(chain, i)));
    }
    return info;
}

}  // namespace sidetone::net
