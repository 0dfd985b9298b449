// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "net/HttpClient.h"

namespace sidetone::test {

/// Web servers by heart: pages by URL, answered after a delay of the test's clock. A URL that
/// nobody told of is 404; a frozen one ends with its request's timeout, as the real client does.
class FakeHttpClient final : public net::HttpClient {
public:
    struct Page {
        int status = 200;
        std::string body;
        std::string user;  ///< where set, other credentials get 401
        std::string password;
        std::vector<std::pair<std::string, std::string>> headers{};
        std::optional<core::Error> failure{};  ///< in place of an answer
    };

    explicit FakeHttpClient(core::Clock& clock) : clock_(clock) {}

    core::Milliseconds delay{10};
    std::map<std::string, Page> pages;
    /// Asked before the pages: for addresses that are not known beforehand.
    std::function<std::optional<Page>(const net::HttpRequest&)> special;
    std::map<std::string, core::Error> failures;   ///< by the URL's beginning
    std::map<std::string, std::string> redirects;  ///< URL to where its 302 leads
    std::vector<std::string> frozen;               ///< URL beginnings
    std::vector<net::HttpRequest> asked;

    [[nodiscard]] core::Task<net::HttpResponse> send(net::HttpRequest request) override {
        asked.push_back(request);
        core::Promise<net::HttpResponse> promise;
        auto task = promise.task();
        auto wait = delay;
        auto outcome = answer(request);
        for (const auto& one : frozen) {
            if (request.url.rfind(one, 0) != 0) continue;
            wait = request.timeout;
            outcome = core::fail(core::ErrorCode::Timeout, "Asking " + one,
                                 "the server accepted the connection and then said nothing",
                                 "Check the network connection; the server may be down or "
                                 "hanging.");
        }
        timers_.push_back(clock_.after(wait, [promise, outcome] { promise.settle(outcome); }));
        return task;
    }
    /// How often a URL with this beginning was asked.
    [[nodiscard]] int count(const std::string& beginning) const {
        int number = 0;
        for (const auto& request : asked) number += request.url.rfind(beginning, 0) == 0 ? 1 : 0;
        return number;
    }

private:
    [[nodiscard]] core::Result<net::HttpResponse> answer(const net::HttpRequest& request) const {
        for (const auto& [beginning, error] : failures) {
            if (request.url.rfind(beginning, 0) == 0) return error;
        }
        net::HttpResponse response;
        response.url = request.url;
        response.status = 404;
        if (const auto page = special ? special(request) : std::nullopt) {
            if (page->failure) return *page->failure;
            response.status = page->status;
            response.body = page->body;
            response.headers = page->headers;
            return response;
        }
        if (const auto leads = redirects.find(request.url); leads != redirects.end()) {
            response.status = 302;
            response.headers = {{"location", leads->second}};
            return response;
        }
        const auto page = pages.find(request.url);
        if (page == pages.end()) return response;
        response.status = page->second.status;
        response.body = page->second.body;
        const bool isGuarded = !page->second.user.empty();
        const bool isRight = request.basic && request.basic->user == page->second.user &&
                             request.basic->password.reveal() == page->second.password;
        if (isGuarded && !isRight) {
            response.status = 401;
            response.body = "<html>custom Cisco error page</html>";
        }
        return response;
    }

    core::Clock& clock_;
    std::vector<core::Timer> timers_;
};

}  // namespace sidetone::test
