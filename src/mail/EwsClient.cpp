// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail/EwsClient.h"

#include "core/text.h"
#include "net/Url.h"
#include "sip/auth/httpDigest.h"

namespace sidetone::mail {
namespace {

using core::ErrorCode;
using core::Result;
using core::Status;
using core::Task;

constexpr core::Milliseconds patience{20'000};
constexpr const char* saving = "Saving a chat";
constexpr const char* looking = "Looking for the folder of saved chats";

std::string hostOf(const std::string& url) {
    const auto parsed = net::HttpUrl::parse(url);
    return parsed ? parsed->server.text() : std::string();
}

/// One after the other, until one fails.
Task<void> chained(core::Owner& owner, Task<void> first, std::function<Task<void>()> second) {
    core::Promise<void> promise;
    auto task = promise.task();
    std::move(first).then(owner, [&owner, promise, second = std::move(second)](Status done) {
        if (!done) return promise.settle(std::move(done));
        second().then(owner, [promise](Status last) { promise.settle(std::move(last)); });
    });
    return task;
}

}  // namespace

EwsClient::EwsClient(net::HttpClient& http, core::Random& random, MailAccess access)
    : http_(http), random_(random), access_(std::move(access)) {}

std::string EwsClient::serverText() const {
    if (const auto url = net::HttpUrl::parse(access_.url)) return url->server.text();
    return access_.domains.empty() ? std::string() : access_.domains.front();
}

Task<net::HttpResponse> EwsClient::post(std::string tried, std::string url, std::string body) {
    auto question = std::make_shared<Question>();
    question->tried = std::move(tried);
    question->url = std::move(url);
    question->body = std::move(body);
    auto task = question->promise.task();
    send(question);
    return task;
}

void EwsClient::send(const std::shared_ptr<Question>& question) {
    net::HttpRequest request;
    request.method = "POST";
    request.url = question->url;
    request.headers.emplace_back("Content-Type", "text/xml; charset=utf-8");
    request.body = question->body;
    request.timeout = patience;
    if (!question->authorization.empty()) {
        request.headers.emplace_back("Authorization", question->authorization);
    } else if (mayTakeBasic(question->url) && hostOf(question->url) == basicServer_) {
        question->isBasic = true;
        request.basic = net::HttpCredentials{access_.user, *access_.password};
    }
    http_.send(std::move(request))
        .then(owner_, [this, question](Result<net::HttpResponse> response) {
            if (response) return answered(question, std::move(*response));
            auto error = response.error();
            error.tried = question->tried + " on " + serverText();
            question->promise.settle(std::move(error));
        });
}

void EwsClient::answered(const std::shared_ptr<Question>& question, net::HttpResponse response) {
    if (response.status == 401 && question->authorization.empty()) {
        question->authorization = answerTo(response, question->url);
        if (!question->authorization.empty()) return send(question);
        // Never before it was asked for: one of the doors that autodiscover knocks at may be
        // somebody else's.
        if (!question->isBasic && mayTakeBasic(question->url) && sip::offersBasic(response)) {
            basicServer_ = hostOf(question->url);
            return send(question);
        }
    }
    // A fault of the service comes with 500 and says more than that.
    const bool isFault = response.status == 500 && readReply(response.body).has_value();
    if (response.status == 200 || isFault) return question->promise.settle(std::move(response));
    question->promise.settle(refusal(*question, response));
}

bool EwsClient::mayTakeBasic(const std::string& url) const {
    return access_.password && url.starts_with("https://");
}

std::string EwsClient::answerTo(const net::HttpResponse& response, const std::string& url) const {
    if (!access_.password) return {};
    return sip::httpDigest(response, {access_.user, *access_.password}, "POST", url, random_);
}

core::Error EwsClient::notLetIn(const Question& question, const net::HttpResponse& response) const {
    const auto tried = question.tried + " on " + serverText();
    if (!access_.password) {
        return core::fail(ErrorCode::Unauthorised, tried,
                          "the mail server wants a password, and this sign-in was without one",
                          "Sign in with your password, or ask your administrator; closed chats "
                          "wait here meanwhile.");
    }
    const auto offered = sip::offeredSchemes(response);
    const bool isAnswered =
        !question.authorization.empty() || (question.isBasic && sip::offersBasic(response));
    if (isAnswered) {
        return core::fail(ErrorCode::Unauthorised, tried,
                          "the mail server does not take this user name and password",
                          "Sign in again, or ask your administrator which password the "
                          "mailbox takes; closed chats wait here meanwhile.");
    }
    return core::fail(ErrorCode::Forbidden, tried,
                      "the mail server wants to know people by " +
                          (offered.empty() ? "nothing it names" : offered) + " alone",
                      "Ask your administrator to let it take Basic over https, or Digest.");
}

core::Error EwsClient::refusal(const Question& question, const net::HttpResponse& response) const {
    if (response.status == 401) return notLetIn(question, response);
    const auto tried = question.tried + " on " + serverText();
    const auto answer = "the server answered with status " + std::to_string(response.status);
    if (response.status == 403) {
        return core::fail(ErrorCode::Forbidden, tried, answer,
                          "Ask your administrator whether your account may use the mail server "
                          "this way.");
    }
    if (response.status == 404) {
        return core::fail(ErrorCode::NotFound, tried, answer,
                          "Ask your administrator which server saves chats.");
    }
    return core::fail(response.status >= 500 ? ErrorCode::Unavailable : ErrorCode::BadAnswer, tried,
                      answer, "It is tried again by itself; nothing is lost meanwhile.");
}

core::Error EwsClient::said(const std::string& tried, const EwsReply& reply) {
    // The folder, or the server that has it, may be another one now.
    folderId_.clear();
    if (reply.code.find("QuotaExceeded") != std::string::npos) {
        return core::fail(ErrorCode::Forbidden, tried + " on " + serverText(),
                          "your mailbox is full (" + reply.code + ")",
                          "Remove something from it; closed chats wait here meanwhile, and are "
                          "tried again every five minutes.");
    }
    const bool isForbidden = reply.code.find("AccessDenied") != std::string::npos ||
                             reply.code.find("NonExistentMailbox") != std::string::npos;
    return core::fail(
        isForbidden ? ErrorCode::Forbidden : ErrorCode::Unavailable, tried + " on " + serverText(),
        "the mail server said " + reply.code + (reply.text.empty() ? "" : ": " + reply.text),
        isForbidden ? "Ask your administrator about your mailbox."
                    : "It is tried again by itself; nothing is lost meanwhile.");
}

Task<EwsReply> EwsClient::ask(std::string tried, std::string body) {
    core::Promise<EwsReply> promise;
    auto task = promise.task();
    post(std::move(tried), access_.url, std::move(body))
        .then(owner_, [promise](const Result<net::HttpResponse>& response) {
            if (!response) return promise.settle(response.error());
            promise.settle(readReply(response->body));
        });
    return task;
}

Task<void> EwsClient::findServer(std::size_t candidate) {
    if (!access_.url.empty()) return Task<void>::ready({});
    // Two places for each domain (contract 4.2).
    const auto domain = candidate / 2;
    if (domain >= access_.domains.size()) {
        return Task<void>::ready(
            core::fail(ErrorCode::NotFound, "Looking for the mail server", "no server is named",
                       "Ask your administrator to name it (InternalExchangeServer)."));
    }
    const auto host = (candidate % 2 == 0 ? "" : "autodiscover.") + access_.domains[domain];
    core::Promise<void> promise;
    auto task = promise.task();
    const bool isLast = candidate + 1 == access_.domains.size() * 2;
    post("Looking for the mail server", "https://" + host + "/autodiscover/autodiscover.xml",
         autodiscover(access_.address))
        .then(owner_, [this, promise, candidate, isLast](const Result<net::HttpResponse>& page) {
            auto url = page ? readAutodiscover(page->body) : Result<std::string>(page.error());
            if (url) {
                access_.url = std::move(*url);
                return promise.settle({});
            }
            // A refused password is refused at the next door too.
            if (isLast || url.error().code == ErrorCode::Unauthorised) {
                return promise.settle(url.error());
            }
            findServer(candidate + 1).then(owner_, [promise](Status done) {
                promise.settle(std::move(done));
            });
        });
    return task;
}

Task<void> EwsClient::findFolder() {
    core::Promise<void> promise;
    auto task = promise.task();
    ask(looking, findFolders()).then(owner_, [this, promise](const Result<EwsReply>& reply) {
        if (!reply) return promise.settle(reply.error());
        if (!reply->isGood()) return promise.settle(said(looking, *reply));
        folderId_ = folderIdIn(*reply);
        promise.settle({});
    });
    return task;
}

Task<void> EwsClient::makeFolder() {
    if (!folderId_.empty()) return Task<void>::ready({});
    constexpr const char* making = "Making the folder of saved chats";
    core::Promise<void> promise;
    auto task = promise.task();
    ask(making, createFolder()).then(owner_, [this, promise](const Result<EwsReply>& reply) {
        if (!reply) return promise.settle(reply.error());
        if (!reply->isGood()) return promise.settle(said(making, *reply));
        folderId_ = createdFolderIn(*reply);
        promise.settle({});
    });
    return task;
}

Task<void> EwsClient::look() {
    return chained(owner_, findServer(), [this] { return findFolder(); });
}

Task<bool> EwsClient::isThere(const std::string& key) {
    core::Promise<bool> promise;
    auto task = promise.task();
    ask(saving, findItem(folderId_, key))
        .then(owner_, [this, promise](const Result<EwsReply>& reply) {
            if (!reply) return promise.settle(reply.error());
            if (!reply->isGood()) return promise.settle(said(saving, *reply));
            promise.settle(hasItem(*reply));
        });
    return task;
}

Task<void> EwsClient::put(store::ChatToSave chat) {
    core::Promise<void> promise;
    auto task = promise.task();
    const auto create = [this, promise](const store::ChatToSave& item) {
        ask(saving, createItem(folderId_, item))
            .then(owner_, [this, promise](const Result<EwsReply>& reply) {
                if (!reply) return promise.settle(reply.error());
                promise.settle(reply->isGood() ? Status() : Status(said(saving, *reply)));
            });
    };
    if (!chat.isTried) {
        create(chat);
        return task;
    }
    isThere(chat.key).then(owner_, [promise, create, chat](const Result<bool>& found) {
        if (!found) return promise.settle(found.error());
        if (*found) return promise.settle({});
        create(chat);
    });
    return task;
}

Task<void> EwsClient::save(store::ChatToSave chat) {
    const auto folder = [this]() -> Task<void> {
        return folderId_.empty() ? chained(owner_, findFolder(), [this] { return makeFolder(); })
                                 : Task<void>::ready({});
    };
    return chained(owner_, chained(owner_, findServer(), folder),
                   [this, chat = std::move(chat)] { return put(chat); });
}

}  // namespace sidetone::mail
