// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/curlTls.h"

#include <openssl/ssl.h>

#include "net/Certificate.h"

namespace sidetone::net {
namespace {

/// A context of OpenSSL's lives as long as its connection, which may be longer than the
/// transfer that made it: so it owns a copy of the judge.
int judgeIndex() {
    static const int index = SSL_CTX_get_ex_new_index(
        0, nullptr, nullptr, nullptr, [](void*, void* judge, CRYPTO_EX_DATA*, int, long, void*) {
            delete static_cast<CurlJudge*>(judge);
        });
    return index;
}

int verify(X509_STORE_CTX* context, void* /*unused*/) {
    const auto* ssl = static_cast<SSL*>(
        X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
    const auto* judge =
        static_cast<CurlJudge*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), judgeIndex()));
    X509* leaf = X509_STORE_CTX_get0_cert(context);
    if (judge == nullptr || leaf == nullptr) return 0;
    const auto checked = judge->policy->check(leaf, X509_STORE_CTX_get0_untrusted(context),
                                              judge->peer, judge->server);
    if (checked) {
        X509_STORE_CTX_set_error(context, X509_V_OK);
        return 1;
    }
    *judge->refusal = checked.error();
    X509_STORE_CTX_set_error(context, X509_V_ERR_APPLICATION_VERIFICATION);
    return 0;
}

CURLcode onContext(CURL* /*transfer*/, void* sslContext, void* judge) {
    auto* context = static_cast<SSL_CTX*>(sslContext);
    static_cast<CurlJudge*>(judge)->hasStarted = true;
    auto copy = std::make_unique<CurlJudge>(*static_cast<CurlJudge*>(judge));
    copy->policy->apply(context);
    if (SSL_CTX_set_ex_data(context, judgeIndex(), copy.get()) != 1) return CURLE_OUT_OF_MEMORY;
    (void)copy.release();
    SSL_CTX_set_cert_verify_callback(context, verify, nullptr);
    return CURLE_OK;
}

}  // namespace

void judgeBy(CURL* transfer, CurlJudge& judge) {
    curl_easy_setopt(transfer, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    // On, so that OpenSSL asks our callback; the name is checked there too.
    curl_easy_setopt(transfer, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(transfer, CURLOPT_SSL_VERIFYHOST, 0L);
    // Without these libcurl would read the system's whole bundle for nothing.
    curl_easy_setopt(transfer, CURLOPT_CAINFO, nullptr);
    curl_easy_setopt(transfer, CURLOPT_CAPATH, nullptr);
    curl_easy_setopt(transfer, CURLOPT_SSL_CTX_FUNCTION, onContext);
    curl_easy_setopt(transfer, CURLOPT_SSL_CTX_DATA, &judge);
}

std::optional<TlsInfo> tlsOf(CURL* transfer) {
    curl_tlssessioninfo* session = nullptr;
    if (curl_easy_getinfo(transfer, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK ||
        session == nullptr || session->backend != CURLSSLBACKEND_OPENSSL ||
        session->internals == nullptr) {
        return {};
    }
    const auto* ssl = static_cast<const SSL*>(session->internals);
    TlsInfo info;
    info.protocol = SSL_get_version(ssl);
    info.cipher = SSL_get_cipher_name(ssl);
    const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(ssl);
    for (int i = 0; chain != nullptr && i < sk_X509_num(chain); ++i) {
        info.chain.push_back(describe(sk_X509_value(chain, i)));
    }
    return info;
}

}  // namespace sidetone::net
