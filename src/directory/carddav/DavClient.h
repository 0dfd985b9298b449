// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Random.h"
#include "directory/books/Background.h"
#include "directory/carddav/davDocuments.h"
#include "net/HttpClient.h"

namespace sidetone::directory {

/// Asks a WebDAV server (RFC 4918). The password goes when the server asks for it: as Basic by
/// https and within this computer alone, else as Digest (RFC 7616) or not at all. Redirects are
/// followed five times, never from https to http. Errors name the server and say what to do:
/// Unauthorised, Forbidden, NotFound, TooLarge, BadAnswer, Unavailable, and those of HttpClient.
/// Protocol thread; answers are read in the background.
class DavClient {
public:
    struct Question {
        std::string tried;   ///< "Looking for address books"
        std::string method;  ///< "PROPFIND", "REPORT"
        std::string url;
        std::string depth;  ///< "0", "1"
        std::string body;
    };
    struct Answer {
        int status = 0;         ///< 207, or a refusal that says something
        std::string condition;  ///< of a refusal: "valid-sync-token"
        DavAnswer content;
        std::string url;  ///< after redirects

        [[nodiscard]] bool isRefusal() const { return status != 207; }
    };

    /// Client and random must outlive this.
    DavClient(net::HttpClient& http, core::Random& random, Background background,
              net::HttpCredentials credentials);

    [[nodiscard]] core::Task<Answer> ask(Question question);
    /// What a refusal is, for people.
    [[nodiscard]] static core::Error refused(const Question& question, int status);
    [[nodiscard]] const net::HttpCredentials& credentials() const { return credentials_; }

private:
    struct Exchange;
    void send(const std::shared_ptr<Exchange>& exchange);
    void answered(const std::shared_ptr<Exchange>& exchange, net::HttpResponse response);
    void redirected(const std::shared_ptr<Exchange>& exchange, const net::HttpResponse& response);
    void notLetIn(const std::shared_ptr<Exchange>& exchange, const net::HttpResponse& response);
    void read(const std::shared_ptr<Exchange>& exchange, net::HttpResponse response);
    [[nodiscard]] bool mayTakeBasic(const std::string& url) const;

    net::HttpClient& http_;
    core::Random& random_;
    Background background_;
    net::HttpCredentials credentials_;
    std::string basicServer_;  ///< the one that asked for Basic, which gets it at once from then on
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    core::Owner owner_;
};

/// "dav.example.com:443" of a URL; the URL itself where it is none.
[[nodiscard]] std::string davServerOf(const std::string& url);

}  // namespace sidetone::directory
