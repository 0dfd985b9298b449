// SPDX-License-Identifier: GPL-3.0-or-later
// The part of an HTTP exchange that is about proxies.
#include "core/text.h"
#include "net/HttpExchange.h"
#include "net/proxy/proxyReason.h"

namespace sidetone::net {
namespace {

constexpr int mostProxyAttempts = 3;

long connectStatus(CURL* easy) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &status);
    return status;
}

bool isConnecting(CURLcode code) {
    return code == CURLE_COULDNT_CONNECT || code == CURLE_OPERATION_TIMEDOUT ||
           code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY ||
           code == CURLE_PROXY;
}

}  // namespace

void HttpExchange::setProxy() {
    CURL* easy = easy_.get();
    // An empty proxy is "none", even where the environment names one.
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    if (!isProxied()) return;
    const char* scheme = way().kind == Route::Kind::HttpsProxy ? "https://"
                         : way().kind == Route::Kind::Socks5   ? "socks5h://"
                                                               : "http://";
    curl_easy_setopt(easy, CURLOPT_PROXY, (scheme + way().proxy.text()).c_str());
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    if (!proxyCredentials_) return;
    curl_easy_setopt(easy, CURLOPT_PROXYAUTH, static_cast<long>(CURLAUTH_BASIC | CURLAUTH_DIGEST));
    curl_easy_setopt(easy, CURLOPT_PROXYUSERNAME, proxyCredentials_->user.c_str());
    curl_easy_setopt(easy, CURLOPT_PROXYPASSWORD, proxyCredentials_->password.reveal().c_str());
}

/// True where the proxy wants credentials: the exchange goes on with a question for them, or
/// ends.
bool HttpExchange::answersProxy() {
    if (!isProxied()) return false;
    long status = connectStatus(easy_.get());
    if (status == 0 && !url_.isSecure) {
        curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    }
    if (status != 407) return false;
    if (means_.keyring == nullptr || ++proxyAttempts_ > mostProxyAttempts) {
        finish(proxyLocked(tried(), way().proxy, proxyCredentials_.has_value()));
    } else {
        askPerson();
    }
    return true;
}

void HttpExchange::askPerson() {
    long offered = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_PROXYAUTH_AVAIL, &offered);
    ProxyChallenge challenge;
    challenge.proxy = way().proxy.text();
    challenge.scheme =
        (static_cast<unsigned long>(offered) & CURLAUTH_DIGEST) != 0 ? "Digest" : "Basic";
    means_.loop->remove(easy_.get());
    limit_.stop();  // the person takes their time
    means_.keyring->ask(std::move(challenge), proxyCredentials_)
        .then(owner_, [this](core::Result<HttpCredentials> answer) {
            const auto keep = shared_from_this();
            if (!answer) {
                finish(proxyLocked(tried(), way().proxy, proxyCredentials_.has_value()));
                return;
            }
            startLimit();
            response_ = {};
            goOn();
        });
}

bool HttpExchange::couldOtherWayHelp(CURLcode code) const {
    if (way_ + 1 >= routes_.ways.size() || judge_.refusal->has_value()) return false;
    return isConnecting(code) || (isProxied() && connectStatus(easy_.get()) >= 500);
}

core::Error HttpExchange::proxyFailure(CURLcode code) const {
    if (judge_.refusal->has_value()) return **judge_.refusal;
    const long status = connectStatus(easy_.get());
    if (status == 407) return proxyLocked(tried(), way().proxy, proxyCredentials_.has_value());
    if (status >= 300) return proxyRefusal(tried(), way().proxy, static_cast<int>(status));
    if (way().kind == Route::Kind::Socks5 && code == CURLE_PROXY) {
        return core::fail(
            core::ErrorCode::Unavailable, tried(),
            "the proxy did not make the connection (" + core::printable(said_.data(), 200) + ")",
            "Ask your administrator whether the proxy may reach this server.");
    }
    if (!isConnecting(code)) return failure(code);
    long systemError = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &systemError);
    return proxyUnreachable(tried(), way().proxy, static_cast<int>(systemError));
}

}  // namespace sidetone::net
