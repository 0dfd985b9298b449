// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/HttpExchange.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "core/text.h"
#include "net/connectReason.h"
#include "net/tlsReason.h"

namespace sidetone::net {
namespace {

constexpr std::size_t mostHeaderBytes = 256U << 10U;
constexpr int mostRedirects = 5;
constexpr long otherWayAfter = 3'000;  ///< ms to connect, where there is another way
/// Seconds. Servers close kept connections at about 20 (Tomcat) or 30 s; a dead one costs a round
/// trip.
constexpr long longestIdle = 15;

bool isOneLine(const std::string& text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos;
}

bool isNumericSix(const std::string& host) {
    return host.find(':') != std::string::npos;
}

}  // namespace

core::Task<HttpResponse> HttpExchange::start(Means means, HttpRequest request) {
    auto exchange = std::make_shared<HttpExchange>(std::move(means), std::move(request));
    auto task = exchange->promise_.task();
    exchange->self_ = exchange;
    exchange->promise_.onCancel([weak = std::weak_ptr(exchange)] {
        if (const auto cancelled = weak.lock()) {
            cancelled->finish(core::fail(core::ErrorCode::Cancelled, cancelled->tried()));
        }
    });
    exchange->startLimit();
    exchange->begin(HttpUrl::parse(exchange->request_.url));
    return task;
}

HttpExchange::HttpExchange(Means means, HttpRequest request)
    : means_(std::move(means)), request_(std::move(request)) {}

HttpExchange::~HttpExchange() {
    if (easy_) means_.loop->remove(easy_.get());
}

void HttpExchange::startLimit() {
    lastMove_ = means_.clock.now();
    waitAtMost(request_.timeout);
}

void HttpExchange::waitAtMost(core::Milliseconds limit) {
    limit_ = means_.clock.after(limit, [this] {
        const core::Milliseconds idle(means_.clock.millisecondsSince(lastMove_));
        if (!isInPieces() || idle >= request_.timeout) return outOfTime();
        waitAtMost(request_.timeout - idle);
    });
}

void HttpExchange::begin(core::Result<HttpUrl> url) {
    const auto keep = shared_from_this();
    if (!url) {
        finish(url.error());
        return;
    }
    url_ = std::move(*url);
    response_ = {};
    way_ = 0;
    proxyAttempts_ = 0;
    if (means_.proxies == nullptr) {
        goOn();
        return;
    }
    means_.proxies->routes({url_.isSecure ? "https" : "http", url_.server, url_.text})
        .then(owner_, [this](core::Result<Routes> found) {
            const bool isGood = found && !found->ways.empty();
            routes_ = isGood ? std::move(*found) : Routes{{Route{}}, "no policy"};
            goOn();
        });
}

/// Takes the way that is next.
void HttpExchange::goOn() {
    const auto keep = shared_from_this();
    if (isProxied() && means_.keyring != nullptr) {
        proxyCredentials_ = means_.keyring->known(way().proxy.text());
    }
    const auto& first = isProxied() ? way().proxy.host : url_.server.host;
    means_.resolver.addresses(first).then(
        owner_, [this](core::Result<std::vector<std::string>> found) {
            if (found && !isProxied() && request_.acceptsAddress) {
                std::erase_if(*found, [this](const std::string& address) {
                    return !request_.acceptsAddress(address);
                });
                if (found->empty()) return finish(addressRefused());
            }
            if (found) {
                transfer(*found);
                return;
            }
            if (way_ + 1 < routes_.ways.size()) {
                ++way_;
                goOn();
                return;
            }
            auto error = found.error();
            error.tried = isProxied() ? "Looking up the proxy " + way().proxy.host : tried();
            finish(std::move(error));
        });
}

void HttpExchange::transfer(const std::vector<std::string>& addresses) {
    if (easy_) means_.loop->remove(easy_.get());
    easy_.reset(curl_easy_init());
    headerBytes_ = 0;
    setConnection(addresses);
    setReceivers();
    setContent();
    if (isInPieces()) setPieces();
    for (const auto& [name, value] : request_.headers) {
        if (isOneLine(name) && isOneLine(value)) continue;
        finish(core::fail(core::ErrorCode::InvalidInput, tried(), "a header holds a line break"));
        return;
    }
    means_.loop->add(easy_.get(), [this](CURLcode code) { ended(code); });
}

void HttpExchange::setConnection(const std::vector<std::string>& addresses) {
    CURL* easy = easy_.get();
    curl_easy_setopt(easy, CURLOPT_URL, url_.text.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, longestIdle);
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, isFresh_ ? 1L : 0L);
    setProxy();
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, said_.data());
    // limit_ ends the exchange and knows how far it came; libcurl's own limit must not be first,
    // unless there is another way to be tried.
    const bool isLast = way_ + 1 >= routes_.ways.size();
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     isLast ? static_cast<long>(request_.timeout.count()) + 5'000 : otherWayAfter);
    const Endpoint& first = isProxied() ? way().proxy : url_.server;
    if (!isNumericSix(first.host)) {
        std::string entry = "+" + first.host + ":" + std::to_string(first.port) + ":";
        for (const auto& address : addresses) {
            if (entry.back() != ':') entry += ',';
            entry += isNumericSix(address) ? "[" + address + "]" : address;
        }
        resolve_ = append(nullptr, entry);
        curl_easy_setopt(easy, CURLOPT_RESOLVE, resolve_.get());
    }
    judge_.policy = means_.policy;
    judge_.peer = {{url_.server.host}, {}};
    judge_.server = url_.server.text();
    judge_.proxy = way().kind == Route::Kind::HttpsProxy ? way().proxy : Endpoint{};
    judge_.isServerEncrypted = url_.isSecure;
    judge_.hasStarted = false;
    judge_.refusal = std::make_shared<std::optional<core::Error>>();
    judgeBy(easy, judge_);
}

void HttpExchange::setContent() {
    CURL* easy = easy_.get();
    List lines = append(nullptr, "Expect:");
    if (request_.bearer) {
        lines = append(std::move(lines), "Authorization: Bearer " + request_.bearer->reveal());
    }
    for (const auto& [name, value] : request_.headers) {
        lines = append(std::move(lines), name + (value.empty() ? ";" : ": " + value));
    }
    headers_ = std::move(lines);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "Sidetone");
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    if (!request_.body.empty() || request_.method == "POST") {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(request_.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request_.body.data());
    }
    if (request_.method == "HEAD") {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else {
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
    }
    if (request_.basic) {
        curl_easy_setopt(easy, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
        curl_easy_setopt(easy, CURLOPT_USERNAME, request_.basic->user.c_str());
        curl_easy_setopt(easy, CURLOPT_PASSWORD, request_.basic->password.reveal().c_str());
    }
}

void HttpExchange::setReceivers() {
    using Receive = std::size_t (*)(char*, std::size_t, std::size_t, void*);
    const Receive onHeader = [](char* bytes, std::size_t size, std::size_t count, void* self) {
        const bool taken = static_cast<HttpExchange*>(self)->takeHeader({bytes, size * count});
        return taken ? size * count : std::size_t{0};
    };
    const Receive onBody = [](char* bytes, std::size_t size, std::size_t count, void* self) {
        return static_cast<HttpExchange*>(self)->takeBody({bytes, size * count});
    };
    curl_easy_setopt(easy_.get(), CURLOPT_HEADERFUNCTION, onHeader);
    curl_easy_setopt(easy_.get(), CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy_.get(), CURLOPT_WRITEFUNCTION, onBody);
    curl_easy_setopt(easy_.get(), CURLOPT_WRITEDATA, this);
}

bool HttpExchange::takeHeader(std::string_view line) {
    headerBytes_ += line.size();
    if (headerBytes_ > mostHeaderBytes) {
        isTooLarge_ = true;
        return false;
    }
    if (line.substr(0, 5) == "HTTP/") {
        response_.headers.clear();  // what came before was a "100 Continue"
        if (!response_.tls && url_.isSecure) response_.tls = tlsOf(easy_.get());
        return true;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return true;
    response_.headers.emplace_back(core::lowerAscii(core::trim(line.substr(0, colon))),
                                   std::string(core::trim(line.substr(colon + 1))));
    return true;
}

/// The server had closed kept connections for their idleness. libcurl 7.88 notices that when it
/// writes, and takes the next one; after five of them it gives up.
bool HttpExchange::wasOldConnection(CURLcode code) const {
    if (code != CURLE_GOT_NOTHING && code != CURLE_RECV_ERROR && code != CURLE_SEND_ERROR) {
        return false;
    }
    long made = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_NUM_CONNECTS, &made);
    return !isFresh_ && made == 0 && headerBytes_ == 0;
}

void HttpExchange::ended(CURLcode code) {
    const auto keep = shared_from_this();
    if (answersProxy()) return;
    if (wasOldConnection(code)) {
        isFresh_ = true;
        goOn();
        return;
    }
    if (code != CURLE_OK) {
        if (couldOtherWayHelp(code)) {
            ++way_;
            goOn();
            return;
        }
        finish(isProxied() ? proxyFailure(code) : failure(code));
        return;
    }
    long status = 0;
    long port = 0;
    const char* address = nullptr;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_IP, &address);
    curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_PORT, &port);
    response_.status = static_cast<int>(status);
    response_.url = url_.text;
    response_.route = way().text() + (routes_.why.empty() ? "" : " (" + routes_.why + ")");
    response_.remoteAddress =
        Endpoint{address != nullptr ? address : "", static_cast<std::uint16_t>(port)}.text();
    if (!follow()) finish(std::move(response_));
}

/// True where the answer leads elsewhere and the exchange goes on there.
bool HttpExchange::follow() {
    const int status = response_.status;
    const bool isRedirect =
        status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    const auto location = response_.header("location");
    if (!request_.followRedirects || !isRedirect || location.empty()) return false;
    if (++redirects_ > mostRedirects) {
        finish(core::fail(core::ErrorCode::BadAnswer, tried(),
                          "the server leads from page to page without end",
                          "Ask your administrator."));
        return true;
    }
    const bool keepsMethod = status == 307 || status == 308 || request_.method == "HEAD";
    if (!keepsMethod) {
        request_.method = "GET";
        request_.body.clear();
    }
    auto next = url_.redirected(std::string(location));
    // The password is for the server that was meant, not for wherever it leads.
    if (next && next->server != url_.server) {
        request_.basic.reset();
        request_.bearer.reset();
    }
    begin(std::move(next));
    return true;
}

void HttpExchange::outOfTime() {
    const std::string seconds = std::to_string((request_.timeout.count() + 999) / 1000) + " s";
    curl_off_t connected = 0;
    if (easy_) curl_easy_getinfo(easy_.get(), CURLINFO_CONNECT_TIME_T, &connected);
    std::string answer =
        (isProxied() ? "no answer from the proxy within " : "no answer within ") + seconds;
    if (headerBytes_ > 0) {
        answer = "the answer was not complete after " + seconds;
    } else if (connected > 0 || judge_.hasStarted) {
        answer = "the server accepted the connection and then said nothing for " + seconds;
    }
    finish(core::fail(core::ErrorCode::Timeout, tried(), answer,
                      "Check the network connection; the server may be down or hanging."));
}

std::string HttpExchange::tried() const {
    const auto said = "Asking " + (url_.server.host.empty() ? request_.url : url_.server.text());
    return isProxied() ? said + " through the " + way().text() : said;
}

core::Error HttpExchange::failure(CURLcode code) const {
    using core::ErrorCode;
    if (judge_.refusal->has_value()) return **judge_.refusal;
    if (isTooLarge_) {
        return core::fail(
            ErrorCode::TooLarge, tried(),
            "the answer is larger than " + std::to_string(request_.largestAnswer / 1024) + " KiB",
            "Ask your administrator what runs on this port.");
    }
    const std::string said = core::printable(said_.data(), 200);
    switch (code) {
        case CURLE_COULDNT_CONNECT: {
            long systemError = 0;
            curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &systemError);
            return connectReason(static_cast<int>(systemError), tried());
        }
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
            return handshakeReason(url_.server.text(), said);
        case CURLE_OPERATION_TIMEDOUT:
            return connectReason(ETIMEDOUT, tried());
        case CURLE_GOT_NOTHING:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
        case CURLE_PARTIAL_FILE:
            return core::fail(ErrorCode::BadAnswer, tried(),
                              "the server closed the connection before the answer was complete",
                              "Try again; if it stays so, ask your administrator.");
        default:
            return core::fail(ErrorCode::BadAnswer, tried(),
                              "the answer is not understood (" + said + ")",
                              "Ask your administrator what runs on this port.");
    }
}

void HttpExchange::finish(core::Result<HttpResponse> outcome) {
    const auto keep = std::exchange(self_, nullptr);
    if (!keep) return;
    limit_.stop();
    owner_.cancelAll();
    if (easy_) means_.loop->remove(easy_.get());
    promise_.settle(std::move(outcome));
}

HttpExchange::List HttpExchange::append(List list, const std::string& line) {
    curl_slist* const head = list.release();
    curl_slist* const longer = curl_slist_append(head, line.c_str());
    return List(longer != nullptr ? longer : head);
}

}  // namespace sidetone::net
