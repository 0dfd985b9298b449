// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/carddav/DavClient.h"

#include "core/text.h"
#include "net/Url.h"
#include "sip/auth/httpDigest.h"

namespace sidetone::directory {
namespace {

using core::ErrorCode;

constexpr core::Milliseconds patience{30'000};
constexpr std::size_t largestAnswer = 32U << 20U;
constexpr int mostRedirects = 5;

bool isWithinThisComputer(const std::string& host) {
    // Names may begin with the same digits.
    const bool isNumeric = host.find_first_not_of("0123456789.") == std::string::npos;
    return host == "localhost" || host == "::1" || (isNumeric && host.starts_with("127."));
}

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// Refusals that callers look into: the request is another one then, or the place.
bool saysSomething(int status) {
    return status == 400 || status == 403 || status == 405 || status == 409 || status == 410 ||
           status == 412 || status == 415 || status == 501 || status == 507;
}

}  // namespace

std::string davServerOf(const std::string& url) {
    const auto parsed = net::HttpUrl::parse(url);
    return parsed ? parsed->server.text() : core::printable(url, 200);
}

struct DavClient::Exchange {
    Question question;
    core::Promise<Answer> promise;
    std::string authorization;  ///< the answer to a challenge; empty: none was seen
    bool isBasic = false;       ///< the password went along (Basic)
    int redirects = 0;

    void fail(core::Error error) const {
        error.tried = question.tried + " on " + davServerOf(question.url);
        promise.settle(std::move(error));
    }
};

DavClient::DavClient(net::HttpClient& http, core::Random& random, Background background,
                     net::HttpCredentials credentials)
    : http_(http),
      random_(random),
      background_(std::move(background)),
      credentials_(std::move(credentials)) {}

core::Task<DavClient::Answer> DavClient::ask(Question question) {
    auto exchange = std::make_shared<Exchange>();
    exchange->question = std::move(question);
    auto task = exchange->promise.task();
    send(exchange);
    return task;
}

void DavClient::send(const std::shared_ptr<Exchange>& exchange) {
    const auto& question = exchange->question;
    net::HttpRequest request;
    request.method = question.method;
    request.url = question.url;
    request.headers = {{"Content-Type", "application/xml; charset=utf-8"},
                       {"Depth", question.depth}};
    request.body = question.body;
    request.timeout = patience;
    request.largestAnswer = largestAnswer;
    if (!exchange->authorization.empty()) {
        request.headers.emplace_back("Authorization", exchange->authorization);
    } else if (mayTakeBasic(question.url) && davServerOf(question.url) == basicServer_) {
        exchange->isBasic = true;
        request.basic = credentials_;
    }
    http_.send(std::move(request))
        .then(owner_, [this, exchange](core::Result<net::HttpResponse> response) {
            if (!response) return exchange->fail(response.error());
            answered(exchange, std::move(*response));
        });
}

void DavClient::answered(const std::shared_ptr<Exchange>& exchange, net::HttpResponse response) {
    if (isRedirect(response.status)) return redirected(exchange, response);
    if (response.status == 401) return notLetIn(exchange, response);
    if (response.status == 207) return read(exchange, std::move(response));
    if (saysSomething(response.status)) {
        Answer answer;
        answer.status = response.status;
        answer.condition = conditionOf(response.body);
        answer.url = exchange->question.url;
        return exchange->promise.settle(std::move(answer));
    }
    exchange->promise.settle(refused(exchange->question, response.status));
}

void DavClient::redirected(const std::shared_ptr<Exchange>& exchange,
                           const net::HttpResponse& response) {
    auto& question = exchange->question;
    if (++exchange->redirects > mostRedirects) {
        return exchange->fail(core::fail(ErrorCode::BadAnswer, {},
                                         "the server leads from one page to the next without end",
                                         "Check the address of the address book."));
    }
    const auto from = net::HttpUrl::parse(question.url);
    if (!from) return exchange->fail(from.error());
    const auto to = from->redirected(std::string(response.header("location")));
    if (!to) return exchange->fail(to.error());
    question.url = to->text;
    exchange->authorization.clear();
    exchange->isBasic = false;
    send(exchange);
}

bool DavClient::mayTakeBasic(const std::string& url) const {
    const auto parsed = net::HttpUrl::parse(url);
    return parsed && !credentials_.password.isEmpty() &&
           (parsed->isSecure || isWithinThisComputer(parsed->server.host));
}

void DavClient::notLetIn(const std::shared_ptr<Exchange>& exchange,
                         const net::HttpResponse& response) {
    const auto& url = exchange->question.url;
    const bool offersBasic = sip::offersBasic(response);
    if (credentials_.password.isEmpty()) {
        return exchange->fail(core::fail(ErrorCode::Unauthorised, {},
                                         "it wants a user name and a password",
                                         "Enter them in the settings of the directory."));
    }
    if (exchange->authorization.empty() && !exchange->isBasic) {
        exchange->authorization =
            sip::httpDigest(response, credentials_, exchange->question.method, url, random_);
        if (!exchange->authorization.empty()) return send(exchange);
        if (mayTakeBasic(url) && offersBasic) {
            basicServer_ = davServerOf(url);
            return send(exchange);
        }
        if (offersBasic) {
            return exchange->fail(core::fail(ErrorCode::InvalidInput, {},
                                             "it wants the password readable for everybody between",
                                             "Take an address that begins with https://."));
        }
        const auto offered = sip::offeredSchemes(response);
        return exchange->fail(
            core::fail(ErrorCode::Unsupported, {},
                       "it wants to know people by " +
                           (offered.empty() ? std::string("nothing it names") : offered) + " alone",
                       "Ask whoever keeps it to let it take Basic over https, or Digest."));
    }
    exchange->fail(core::fail(ErrorCode::Unauthorised, {},
                              "it does not take this user name and password",
                              "Enter them anew in the settings of the directory; some services "
                              "want a password made for programs there."));
}

void DavClient::read(const std::shared_ptr<Exchange>& exchange, net::HttpResponse response) {
    auto body = std::make_shared<std::string>(std::move(response.body));
    auto content = std::make_shared<std::optional<core::Result<DavAnswer>>>();
    background_([body, content] { content->emplace(readMultistatus(*body)); },
                [exchange, content, alive = std::weak_ptr(alive_)] {
                    if (alive.expired() || !*content) return;
                    auto& read = **content;
                    if (!read) {
                        return exchange->fail(
                            core::fail(ErrorCode::BadAnswer, {},
                                       "its answer cannot be read (" + read.error().answer + ")",
                                       "Check the address of the address book."));
                    }
                    Answer answer;
                    answer.status = 207;
                    answer.content = std::move(*read);
                    answer.url = exchange->question.url;
                    exchange->promise.settle(std::move(answer));
                });
}

core::Error DavClient::refused(const Question& question, int status) {
    const auto tried = question.tried + " on " + davServerOf(question.url);
    const auto said = "the server answered with status " + std::to_string(status);
    if (status == 404 || status == 410) {
        return core::fail(ErrorCode::NotFound, tried, "there is nothing at this address",
                          "Check the address of the address book.");
    }
    if (status == 403) {
        return core::fail(ErrorCode::Forbidden, tried, said,
                          "Ask whoever keeps it whether you may read this address book.");
    }
    if (status >= 500 || status == 429) {
        return core::fail(ErrorCode::Unavailable, tried, said, "It is asked again by itself.");
    }
    return core::fail(ErrorCode::BadAnswer, tried, said + ", which is no address book's",
                      "Check the address of the address book.");
}

}  // namespace sidetone::directory
