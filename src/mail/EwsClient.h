// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Random.h"
#include "mail/MailAccess.h"
#include "mail/ewsDocuments.h"
#include "net/HttpClient.h"

namespace sidetone::mail {

/// Puts chats into a mailbox by Exchange Web Services. By https the password goes as Basic, or as
/// Digest where the server offers that alone; by http never as it is: Digest or not at all. One
/// request at a time. Errors name the server and say what to do. Protocol thread.
class EwsClient {
public:
    /// Both must outlive this.
    EwsClient(net::HttpClient& http, core::Random& random, MailAccess access);

    /// Asks for the folder, without making one: whether the server takes us.
    [[nodiscard]] core::Task<void> look();
    /// Puts the chat into the folder, which is made where it is missing. A chat that was tried
    /// before is looked for first, so that it is there once.
    [[nodiscard]] core::Task<void> save(store::ChatToSave chat);
    /// Ends what is under way; the server may have done it.
    void cancel() { owner_.cancelAll(); }
    /// "mail.example.com:443"; the domain while the server is not known.
    [[nodiscard]] std::string serverText() const;

private:
    struct Question {
        std::string tried;
        std::string url;
        std::string body;
        std::string authorization;  ///< the answer to a challenge; empty: none was seen
        bool isBasic = false;       ///< the password went along (Basic)
        core::Promise<net::HttpResponse> promise;
    };

    [[nodiscard]] core::Task<net::HttpResponse> post(std::string tried, std::string url,
                                                     std::string body);
    void send(const std::shared_ptr<Question>& question);
    void answered(const std::shared_ptr<Question>& question, net::HttpResponse response);
    [[nodiscard]] std::string answerTo(const net::HttpResponse& response,
                                       const std::string& url) const;
    [[nodiscard]] bool mayTakeBasic(const std::string& url) const;
    /// Of a 401.
    [[nodiscard]] core::Error notLetIn(const Question& question,
                                       const net::HttpResponse& response) const;
    [[nodiscard]] core::Error refusal(const Question& question,
                                      const net::HttpResponse& response) const;
    [[nodiscard]] core::Task<EwsReply> ask(std::string tried, std::string body);
    [[nodiscard]] core::Task<void> findServer(std::size_t candidate = 0);
    [[nodiscard]] core::Task<void> findFolder();
    [[nodiscard]] core::Task<void> makeFolder();
    [[nodiscard]] core::Task<void> put(store::ChatToSave chat);
    [[nodiscard]] core::Task<bool> isThere(const std::string& key);
    [[nodiscard]] core::Error said(const std::string& tried, const EwsReply& reply);

    net::HttpClient& http_;
    core::Random& random_;
    MailAccess access_;
    std::string folderId_;     ///< empty: not known
    std::string basicServer_;  ///< the one that asked for Basic, which gets it at once from then on
    core::Owner owner_;
};

}  // namespace sidetone::mail
