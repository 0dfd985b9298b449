// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>
#include <deque>
#include <string>
#include <vector>

#include "FakeHttpClient.h"
#include "VirtualClock.h"
#include "core/Random.h"
#include "directory/carddav/CardDavSource.h"

namespace sidetone::test {

/// A CardDAV server by heart: what it expects to be asked, in order, and what it answers.
class DavScript {
public:
    struct Exchange {
        std::string method;
        std::string url;
        std::string asks;  ///< what stands in the question's body
        int status = 207;
        std::string answer;  ///< of a multistatus, what stands in it
        std::vector<std::pair<std::string, std::string>> headers{};
        std::optional<core::Error> failure{};
    };

    VirtualClock clock;
    core::SystemRandom random;
    FakeHttpClient http{clock};
    std::deque<Exchange> expected;
    std::vector<std::string> wrong;  ///< what was asked in another way
    std::string password = "secret";
    std::string saved;

    DavScript() {
        http.special = [this](const net::HttpRequest& request) { return answer(request); };
    }
    void expect(Exchange exchange) { expected.push_back(std::move(exchange)); }

    using Source = std::unique_ptr<directory::CardDavSource>;
    using Limits = directory::CopyLimits;
    static constexpr const char* usual = "https://dav.example.com/anna/book/";
    [[nodiscard]] Source source(const std::string& address = usual, Limits limits = {}) {
        directory::CardDavSource::Ports ports{
            http,
            clock,
            random,
            [](const std::function<void()>& job, const std::function<void()>& done) {
                job();
                done();
            },
            [this] { return core::Task<core::Secret>::ready(core::Secret(password)); },
            [this] { return core::Task<std::string>::ready(saved); },
            [this](std::string text) { saved = std::move(text); }};
        return std::make_unique<directory::CardDavSource>(directory::CardDavAccess{address, "anna"},
                                                          std::move(ports), limits);
    }
    template <class T>
    core::Result<T> await(core::Task<T> task) {
        core::Owner owner;
        std::optional<core::Result<T>> result;
        std::move(task).then(owner,
                             [&](core::Result<T> value) { result.emplace(std::move(value)); });
        for (int i = 0; !result && i < 10'000; ++i) clock.advance(core::Milliseconds(10));
        if (!result) return core::fail(core::ErrorCode::Timeout, "Waiting in a test");
        return std::move(*result);
    }
    /// The names that a search finds, each with a comma.
    std::string names(directory::ContactSource& source, const std::string& text) {
        const auto found = await(source.search(text, 20));
        if (!found) return found.error().sentence();
        std::string names;
        for (const auto& person : *found) names += person.name + ",";
        return names;
    }

    // Pieces of answers.
    [[nodiscard]] static std::string response(const std::string& href, const std::string& prop) {
        return "<d:response><d:href>" + href + "</d:href><d:propstat><d:prop>" + prop +
               "</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>";
    }
    [[nodiscard]] static std::string gone(const std::string& href, int status = 404) {
        return "<d:response><d:href>" + href + "</d:href><d:status>HTTP/1.1 " +
               std::to_string(status) + " No</d:status></d:response>";
    }
    [[nodiscard]] static std::string tag(const std::string& value) {
        return "<d:getetag>\"" + value + "\"</d:getetag>";
    }
    [[nodiscard]] static std::string token(const std::string& value) {
        return "<d:sync-token>" + value + "</d:sync-token>";
    }
    [[nodiscard]] static std::string card(const std::string& href, const std::string& tagValue,
                                          const std::string& name, const std::string& number) {
        return response(href, tag(tagValue) + "<c:address-data>BEGIN:VCARD\r\nVERSION:3.0\r\nUID:" +
                                  name + "\r\nFN:" + name + "\r\nTEL:" + number +
                                  "\r\nEND:VCARD\r\n</c:address-data>");
    }
    static constexpr const char* book =
        "<d:resourcetype><d:collection/><c:addressbook/></d:resourcetype>"
        "<d:displayname>Friends</d:displayname>";

private:
    [[nodiscard]] std::optional<FakeHttpClient::Page> answer(const net::HttpRequest& request) {
        if (expected.empty()) {
            wrong.push_back("nothing was expected: " + request.method + " " + request.url);
            return std::nullopt;
        }
        const auto now = std::move(expected.front());
        expected.pop_front();
        const bool isRight = request.method == now.method && request.url == now.url &&
                             request.body.find(now.asks) != std::string::npos;
        if (!isRight) {
            wrong.push_back("expected " + now.method + " " + now.url + " " + now.asks + ", got " +
                            request.method + " " + request.url + " " + request.body);
        }
        FakeHttpClient::Page page;
        page.status = now.status;
        page.headers = now.headers;
        page.failure = now.failure;
        page.body = now.answer;
        const bool isWhole = now.answer.starts_with("<d:error") || now.answer.starts_with("!");
        if (now.status == 207 && !isWhole) {
            page.body =
                "<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\" "
                "xmlns:c=\"urn:ietf:params:xml:ns:carddav\">" +
                now.answer + "</d:multistatus>";
        }
        return page;
    }
};

}  // namespace sidetone::test
