// SPDX-License-Identifier: GPL-3.0-or-later
#include "voicemail/MailboxClient.h"

#include <algorithm>

#include "core/errorCodes.h"
#include "core/text.h"

namespace sidetone::voicemail {
namespace {

using core::ErrorCode;
using std::chrono_literals::operator""s;

constexpr std::uint64_t rowsOfPage = 100;
constexpr std::uint64_t mostPages = 10;
/// An hour of G.711.
constexpr std::size_t largestSound = 32U << 20U;

std::string pathOf(Folder folder) {
    return std::string("/vmrest/mailbox/folders/") +
           (folder == Folder::Inbox ? "inbox" : "deleted");
}

/// Ids are the server's own; what would be more than one segment of a path is none.
std::string pathOf(const std::string& id) {
    std::string path = "/vmrest/messages/";
    for (const char c : id) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_' ||
                             c == '{' || c == '}';
        path += isPlain ? c : '_';
    }
    return path;
}

/// Whether the server surely has not done what it was asked.
bool isUndone(const core::Error& error, const net::HttpRequest& request) {
    if (request.method == "GET") {
        return error.code != ErrorCode::Forbidden && error.code != ErrorCode::TooLarge;
    }
    return error.code == ErrorCode::Refused || error.code == ErrorCode::NotFound ||
           error.code == ErrorCode::Unreachable;
}

}  // namespace

struct MailboxClient::Listing {
    Folder folder = Folder::Inbox;
    std::uint64_t page = 1;
    std::uint64_t rows = 0;
    std::vector<VoiceMessage> messages;
    core::Promise<std::vector<VoiceMessage>> promise;
};

MailboxClient::MailboxClient(net::HttpClient& http, MailboxAccess access)
    : http_(http), access_(std::move(access)) {}

std::string MailboxClient::serverText() const {
    return access_.servers.empty() ? std::string() : access_.servers[server_].text();
}

core::Task<net::HttpResponse> MailboxClient::ask(std::string tried, std::string path,
                                                 net::HttpRequest request) {
    auto question = std::make_shared<Question>();
    question->tried = std::move(tried);
    question->path = std::move(path);
    question->request = std::move(request);
    question->request.headers.emplace_back("Accept", "application/xml");
    auto task = question->promise.task();
    send(question);
    return task;
}

void MailboxClient::send(const std::shared_ptr<Question>& question) {
    if (question->promise.isSettled()) return;
    if (!access_.tokens) return send(question, std::nullopt);
    access_.tokens->accessToken().then(owner_, [this, question](core::Result<core::Secret> token) {
        if (!token) return question->promise.settle(token.error());
        send(question, *token);
    });
}

void MailboxClient::send(const std::shared_ptr<Question>& question,
                         const std::optional<core::Secret>& token) {
    if (access_.servers.empty()) {
        return question->promise.settle(
            core::fail(ErrorCode::Unreachable, question->tried, "no voicemail server is named"));
    }
    auto request = question->request;
    request.url = "https://" + serverText() + question->path;
    request.bearer = token;
    if (!token) request.basic = access_.credentials;
    http_.send(std::move(request))
        .then(owner_, [this, question, token](core::Result<net::HttpResponse> response) {
            if (response) return answered(question, std::move(*response), token);
            auto error = response.error();
            error.tried = question->tried + " on " + serverText();
            if (!isUndone(error, question->request)) return question->promise.settle(error);
            next(question, std::move(error));
        });
}

void MailboxClient::answered(const std::shared_ptr<Question>& question, net::HttpResponse response,
                             const std::optional<core::Secret>& token) {
    if (response.status >= 200 && response.status < 300) {
        return question->promise.settle(std::move(response));
    }
    if (response.status == 401 && token && !std::exchange(question->hasRenewedToken, true)) {
        access_.tokens->refused(*token);
        return send(question);
    }
    auto error = refusal(*question, response);
    // A server that is broken may have a neighbour that is not.
    if (response.status >= 500) return next(question, std::move(error));
    question->promise.settle(std::move(error));
}

void MailboxClient::next(const std::shared_ptr<Question>& question, core::Error error) {
    question->lastError = std::move(error);
    if (access_.servers.size() > 1) server_ = (server_ + 1) % access_.servers.size();
    if (++question->tries >= access_.servers.size()) {
        return question->promise.settle(std::move(*question->lastError));
    }
    send(question);
}

core::Error MailboxClient::refusal(const Question& question,
                                   const net::HttpResponse& response) const {
    const auto tried = question.tried + " on " + serverText();
    const auto said = readRefusal(response.body);
    const auto answer = "the server answered with status " + std::to_string(response.status) +
                        (said.empty() ? "" : ": " + said);
    switch (response.status) {
        case 401:
            return core::fail(ErrorCode::Unauthorised, tried,
                              "the voicemail server does not take this user name and password",
                              "Sign in again, or ask your administrator which password voicemail "
                              "takes.");
        case 403:
            return core::fail(ErrorCode::Forbidden, tried, answer,
                              "Ask your administrator whether your account may use voicemail this "
                              "way.");
        case 404:
            return core::fail(ErrorCode::NotFound, tried, answer,
                              "It may have been deleted elsewhere.");
        default:
            return core::fail(
                response.status >= 500 ? ErrorCode::Unavailable : ErrorCode::BadAnswer, tried,
                answer, "Try again later.");
    }
}

core::Task<std::string> MailboxClient::version() {
    core::Promise<std::string> promise;
    auto task = promise.task();
    ask("Asking for the release", "/vmrest/version")
        .then(owner_, [promise](const core::Result<net::HttpResponse>& response) {
            if (!response) return promise.settle(response.error());
            promise.settle(readVersion(response->body));
        });
    return task;
}

core::Task<FolderState> MailboxClient::state(Folder folder) {
    core::Promise<FolderState> promise;
    auto task = promise.task();
    ask("Looking for new voice messages", pathOf(folder))
        .then(owner_, [promise](const core::Result<net::HttpResponse>& response) {
            if (!response) return promise.settle(response.error());
            promise.settle(readFolder(response->body));
        });
    return task;
}

core::Task<std::vector<VoiceMessage>> MailboxClient::list(Folder folder) {
    auto listing = std::make_shared<Listing>();
    listing->folder = folder;
    auto task = listing->promise.task();
    listPage(listing);
    return task;
}

void MailboxClient::listPage(const std::shared_ptr<Listing>& listing) {
    const auto query = "/messages?rowsperpage=" + std::to_string(rowsOfPage) +
                       "&pagenumber=" + std::to_string(listing->page) +
                       "&sortkey=arrivaltime&sortorder=descending";
    ask("Listing the voice messages", pathOf(listing->folder) + query)
        .then(owner_, [this, listing](const core::Result<net::HttpResponse>& response) {
            if (!response) return listing->promise.settle(response.error());
            auto page = readMessages(response->body);
            if (!page) return listing->promise.settle(page.error());
            for (auto& message : page->messages) {
                message.isDeleted = listing->folder == Folder::Deleted;
                listing->messages.push_back(std::move(message));
            }
            listing->rows += page->rows;
            const bool isLast = page->rows == 0 || listing->rows >= page->total;
            if (isLast || ++listing->page > mostPages) {
                return listing->promise.settle(std::move(listing->messages));
            }
            listPage(listing);
        });
}

core::Task<std::string> MailboxClient::sound(const std::string& id) {
    core::Promise<std::string> promise;
    auto task = promise.task();
    ask("Opening the voice message", pathOf(id))
        .then(owner_, [this, promise](const core::Result<net::HttpResponse>& message) {
            if (!message) return promise.settle(message.error());
            const auto path = readSoundPath(message->body);
            if (!path) return promise.settle(path.error());
            if (path->empty()) {
                return promise.settle(core::fail(ErrorCode::NotFound, "Opening the voice message",
                                                 "it holds no sound",
                                                 "Call voicemail to hear it."));
            }
            net::HttpRequest request;
            request.largestAnswer = largestSound;
            request.timeout = 60s;
            ask("Fetching the voice message", *path, std::move(request))
                .then(owner_, [promise](core::Result<net::HttpResponse> sound) {
                    if (!sound) return promise.settle(sound.error());
                    promise.settle(std::move(sound->body));
                });
        });
    return task;
}

core::Task<void> MailboxClient::change(std::string tried, std::string path,
                                       net::HttpRequest request) {
    core::Promise<void> promise;
    auto task = promise.task();
    ask(std::move(tried), std::move(path), std::move(request))
        .then(owner_, [promise](const core::Result<net::HttpResponse>& response) {
            promise.settle(response ? core::Status() : core::Status(response.error()));
        });
    return task;
}

core::Task<void> MailboxClient::setRead(const std::string& id, bool read) {
    net::HttpRequest request;
    request.method = "PUT";
    request.headers.emplace_back("Content-Type", "application/xml");
    request.body = std::string("<Message><Read>") + (read ? "true" : "false") + "</Read></Message>";
    return change("Marking the voice message", pathOf(id), std::move(request));
}

core::Task<void> MailboxClient::remove(const std::string& id) {
    net::HttpRequest request;
    request.method = "DELETE";
    return change("Deleting the voice message", pathOf(id), std::move(request));
}

core::Task<void> MailboxClient::restore(const std::string& id) {
    net::HttpRequest request;
    request.method = "POST";
    return change("Restoring the voice message", pathOf(id) + "?method=undelete",
                  std::move(request));
}

}  // namespace sidetone::voicemail
