// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>

#include "net/HttpClient.h"
#include "signin/Questions.h"

namespace sidetone::test {

/// A person with a browser: follows redirects over real HTTPS, fills the first form that asks for
/// a password, posts forms that post themselves, and hands a fragment over as the page's script
/// would. It answers no other question.
class ScriptedBrowser final : public signin::Questions {
public:
    ScriptedBrowser(net::HttpClient& http, std::string user, core::Secret password)
        : http_(http), user_(std::move(user)), password_(std::move(password)) {}

    core::Task<signin::Answer> ask(signin::Question question) override;

    int forms = 0;  ///< passwords typed
    int links = 0;  ///< links of the desktop that were opened
    std::function<void(const std::string&)> openLink;

private:
    void open(const std::string& url);
    void send(net::HttpRequest request);
    void arrived(const std::string& url, const net::HttpResponse& answer);
    void follow(const std::string& url, const std::string& location);
    void submit(const std::string& url, const std::string& page);

    net::HttpClient& http_;
    std::string user_;
    core::Secret password_;
    core::Promise<signin::Answer> promise_;
    std::string fragment_;
    core::Owner owner_;
};

}  // namespace sidetone::test
