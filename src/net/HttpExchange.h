// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>

#include "core/Clock.h"
#include "net/CurlLoop.h"
#include "net/HttpClient.h"
#include "net/ProxyPolicy.h"
#include "net/Resolver.h"
#include "net/Url.h"
#include "net/curlTls.h"
#include "net/proxy/ProxyKeyring.h"

namespace sidetone::net {

/// One request with its redirects: choose the ways, look up, transfer, answer. Where one way does
/// not lead to the server, the next is tried. It lives by itself until it ends or its task is
/// cancelled.
class HttpExchange : public std::enable_shared_from_this<HttpExchange> {
public:
    struct Means {
        core::Clock& clock;
        Resolver& resolver;
        std::shared_ptr<const TlsPolicy> policy;
        std::shared_ptr<CurlLoop> loop;
        ProxyPolicy* proxies = nullptr;   ///< null: everything direct
        ProxyKeyring* keyring = nullptr;  ///< null: proxies get no credentials
    };
    static core::Task<HttpResponse> start(Means means, HttpRequest request);

    HttpExchange(Means means, HttpRequest request);
    ~HttpExchange();
    HttpExchange(const HttpExchange&) = delete;
    HttpExchange& operator=(const HttpExchange&) = delete;

private:
    struct FreeEasy {
        void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    };
    struct FreeList {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };
    using List = std::unique_ptr<curl_slist, FreeList>;

    void begin(core::Result<HttpUrl> url);
    void goOn();
    void transfer(const std::vector<std::string>& addresses);
    void setProxy();
    bool answersProxy();
    void askPerson();
    void startLimit();
    void waitAtMost(core::Milliseconds limit);
    [[nodiscard]] core::Error addressRefused() const;
    [[nodiscard]] bool couldOtherWayHelp(CURLcode code) const;
    [[nodiscard]] bool isProxied() const { return way().kind != Route::Kind::Direct; }
    [[nodiscard]] const Route& way() const { return routes_.ways[way_]; }
    [[nodiscard]] core::Error proxyFailure(CURLcode code) const;
    void setConnection(const std::vector<std::string>& addresses);
    void setContent();
    void setReceivers();
    void ended(CURLcode code);
    [[nodiscard]] bool wasOldConnection(CURLcode code) const;
    bool follow();
    void outOfTime();
    void finish(core::Result<HttpResponse> outcome);
    bool takeHeader(std::string_view line);
    std::size_t takeBody(std::string_view bytes);
    std::size_t giveBody(char* to, std::size_t most);
    void setPieces();
    void listenToPieces();
    [[nodiscard]] bool isInPieces() const { return request_.source || request_.sink; }
    [[nodiscard]] std::string tried() const;
    [[nodiscard]] core::Error failure(CURLcode code) const;
    [[nodiscard]] static List append(List list, const std::string& line);

    Means means_;
    HttpRequest request_;
    HttpUrl url_;
    Routes routes_{{Route{}}, {}};
    std::size_t way_ = 0;                              ///< which of the routes is tried
    std::optional<HttpCredentials> proxyCredentials_;  ///< what the proxy was told
    int proxyAttempts_ = 0;
    HttpResponse response_;
    CurlJudge judge_;
    std::unique_ptr<CURL, FreeEasy> easy_;
    List headers_;
    List resolve_;
    std::array<char, CURL_ERROR_SIZE> said_{};
    std::size_t headerBytes_ = 0;
    int redirects_ = 0;
    bool isFresh_ = false;  ///< no kept connection is taken any more
    bool isTooLarge_ = false;
    enum class Sink { Unasked, Taking, Refused } sinkState_ = Sink::Unasked;
    bool sourceWasRead_ = false;
    core::Instant lastMove_;  ///< of a body in pieces
    core::Promise<HttpResponse> promise_;
    std::shared_ptr<HttpExchange> self_;
    core::Timer limit_;
    core::Owner owner_;
};

}  // namespace sidetone::net
