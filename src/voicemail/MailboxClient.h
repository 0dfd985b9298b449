// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/Endpoint.h"
#include "net/HttpClient.h"
#include "net/TokenSource.h"
#include "voicemail/readAnswers.h"

namespace sidetone::voicemail {

/// How to get at somebody's box.
struct MailboxAccess {
    /// In the order to be tried. Through an edge the first one alone: there is no fail-over there
    /// (VM-05).
    std::vector<net::Endpoint> servers;
    net::HttpCredentials credentials;  ///< Basic; the person's own or the phone's (AUTH-09)
    /// Access tokens of a single sign-on, in the password's place; may be null.
    std::shared_ptr<net::TokenSource> tokens;
    std::string pilotNumber;  ///< what the phone dials for messages; empty where nobody says
};

enum class Folder { Inbox, Deleted };

/// Asks a voicemail server by Unity Connection's messaging interface (/vmrest, HTTPS, XML). The
/// next server is asked where one cannot be reached or does not work; the one that answered last
/// goes first. What may have been done is not asked for a second time elsewhere. Errors name the
/// server. Protocol thread.
class MailboxClient {
public:
    /// The HTTP client must outlive this.
    MailboxClient(net::HttpClient& http, MailboxAccess access);

    [[nodiscard]] core::Task<std::string> version();
    [[nodiscard]] core::Task<FolderState> state(Folder folder);
    /// All pages, at most 1000 rows.
    [[nodiscard]] core::Task<std::vector<VoiceMessage>> list(Folder folder);
    /// The bytes of its WAV file.
    [[nodiscard]] core::Task<std::string> sound(const std::string& id);
    [[nodiscard]] core::Task<void> setRead(const std::string& id, bool read);
    [[nodiscard]] core::Task<void> remove(const std::string& id);
    [[nodiscard]] core::Task<void> restore(const std::string& id);

    /// "cuc1.office.example:443", the one that answered last or is tried first.
    [[nodiscard]] std::string serverText() const;

private:
    /// One question on its way from server to server.
    struct Question {
        std::string tried;  ///< "Listing the voice messages"
        net::HttpRequest request;
        std::string path;
        std::size_t tries = 0;
        bool hasRenewedToken = false;
        std::optional<core::Error> lastError;
        core::Promise<net::HttpResponse> promise;
    };
    struct Listing;

    [[nodiscard]] core::Task<net::HttpResponse> ask(std::string tried, std::string path,
                                                    net::HttpRequest request = {});
    [[nodiscard]] core::Task<void> change(std::string tried, std::string path,
                                          net::HttpRequest request);
    void send(const std::shared_ptr<Question>& question);
    void send(const std::shared_ptr<Question>& question, const std::optional<core::Secret>& token);
    void answered(const std::shared_ptr<Question>& question, net::HttpResponse response,
                  const std::optional<core::Secret>& token);
    void next(const std::shared_ptr<Question>& question, core::Error error);
    void listPage(const std::shared_ptr<Listing>& listing);
    [[nodiscard]] core::Error refusal(const Question& question,
                                      const net::HttpResponse& response) const;

    net::HttpClient& http_;
    MailboxAccess access_;
    std::size_t server_ = 0;
    core::Owner owner_;
};

}  // namespace sidetone::voicemail
