// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/curlTls.h"

#include <openssl/ssl.h>

namespace sidetone::net {
namespace {

CURLcode onContext(CURL* /*transfer*/, void* sslContext, void* given) {
    auto* judge = static_cast<CurlJudge*>(given);
    judge->hasStarted = true;
    return judgeBy(static_cast<SSL_CTX*>(sslContext), static_cast<const TlsJudge&>(*judge))
               ? CURLE_OK
               : CURLE_OUT_OF_MEMORY;
}

}  // namespace

void judgeBy(CURL* transfer, CurlJudge& judge) {
    curl_easy_setopt(transfer, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    // On, so that OpenSSL asks our callback; the name is checked there too.
    curl_easy_setopt(transfer, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(transfer, CURLOPT_SSL_VERIFYHOST, 0L);
    // The proxy's as well: the same callbacks judge it.
    curl_easy_setopt(transfer, CURLOPT_PROXY_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    curl_easy_setopt(transfer, CURLOPT_PROXY_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(transfer, CURLOPT_PROXY_SSL_VERIFYHOST, 0L);
    curl_easy_setopt(transfer, CURLOPT_PROXY_CAINFO, nullptr);
    curl_easy_setopt(transfer, CURLOPT_PROXY_CAPATH, nullptr);
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
    return describeHandshake(static_cast<const SSL*>(session->internals));
}

}  // namespace sidetone::net
