// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/FailOver.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "core/text.h"
#include "net/TokenSource.h"
#include "net/Url.h"
#include "signin/words.h"

namespace sidetone::signin {
namespace {

constexpr core::Milliseconds patience{1'500};
constexpr int mostRedirects = 5;
constexpr std::size_t mostServers = 32;

bool isBelow(const std::string& host, const std::string& domain) {
    if (domain.empty() || host.size() < domain.size()) return false;
    const auto end = host.substr(host.size() - domain.size());
    if (!core::equalsIgnoringCase(end, domain)) return false;
    return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

/// Where a password may follow a redirect: the same host, a known server, or a host below the
/// domains of the sign-in or below the asked server's own.
bool isOfOrganisation(const Context& context, const std::string& host, const std::string& asked) {
    const auto& found = context.found;
    if (core::equalsIgnoringCase(host, asked)) return true;
    for (const auto& server : found.udsServers) {
        if (core::equalsIgnoringCase(host, server.host)) return true;
    }
    const auto dot = asked.find('.');
    const auto parent = dot == std::string::npos ? std::string() : asked.substr(dot + 1);
    const bool isDomain = parent.find('.') != std::string::npos;
    return isBelow(host, found.servicesDomain) || isBelow(host, found.discoveryDomain) ||
           (isDomain && isBelow(host, parent));
}

/// One question, going from server to server. It lives as long as its task is waited for.
class Run : public std::enable_shared_from_this<Run> {
public:
    Run(Context& context, FailOver question)
        : context_(context), question_(std::move(question)), errors_(question_.urls.size()) {}

    core::Task<net::HttpResponse> start() {
        auto task = promise_.task();
        self_ = shared_from_this();
        promise_.onCancel([weak = weak_from_this()] {
            if (const auto live = weak.lock()) live->end();
        });
        if (question_.urls.empty()) {
            finish(question_.conclude({}));
        } else {
            askNext();
        }
        return task;
    }

private:
    struct Try {
        std::size_t index = 0;
        std::string url;
        int redirects = 0;
        bool hasRenewed = false;
        std::optional<core::Secret> token;
    };

    void askNext() {
        if (next_ >= question_.urls.size()) return;
        const auto index = next_++;
        ++underWay_;
        stagger_ = context_.ports.clock.after(patience, [this] { askNext(); });
        prove({index, question_.urls[index], 0, false, {}});
    }
    void prove(Try attempt) {
        const bool wants = question_.withPassword == WithPassword::Yes;
        if (!wants || !context_.found.tokens) {
            send(std::move(attempt));
            return;
        }
        context_.found.tokens->accessToken().then(
            owner_, [this, attempt = std::move(attempt)](core::Result<core::Secret> token) mutable {
                if (!token) {
                    failed(attempt, token.error());
                    return;
                }
                attempt.token = std::move(*token);
                send(std::move(attempt));
            });
    }
    void send(Try attempt) {
        net::HttpRequest request;
        request.url = attempt.url;
        request.headers = question_.headers;
        request.timeout = question_.limit;
        const auto& own = context_.found.phonePassword;
        const auto& password = own ? own : context_.password;
        if (attempt.token) {
            request.bearer = attempt.token;
        } else if (question_.withPassword == WithPassword::Yes && password) {
            const auto& found = context_.found;
            const bool hasOwnUser = own && !found.phoneUser.empty();
            request.basic =
                net::HttpCredentials{hasOwnUser ? found.phoneUser : found.home.userId, *password};
        }
        context_.http()
            .send(std::move(request))
            .then(owner_, [this, attempt = std::move(attempt)](
                              core::Result<net::HttpResponse> answer) mutable {
                answered(std::move(attempt), std::move(answer));
            });
    }
    void answered(Try attempt, core::Result<net::HttpResponse> answer) {
        if (!answer) {
            failed(attempt, answer.error());
            return;
        }
        const int status = answer->status;
        const bool isRedirect =
            status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        if (isRedirect && !answer->header("location").empty()) {
            follow(std::move(attempt), std::string(answer->header("location")));
        } else if (status == 401 && attempt.token && !attempt.hasRenewed) {
            attempt.hasRenewed = true;
            context_.found.tokens->refused(*attempt.token);
            prove(std::move(attempt));
        } else if (question_.counts(status)) {
            answer->url = attempt.url;
            finish(std::move(answer));
        } else {
            failed(attempt, statusError(status, question_.doing + attempt.url));
        }
    }
    void follow(Try attempt, const std::string& location) {
        const auto from = net::HttpUrl::parse(attempt.url);
        const auto to = from ? from->redirected(location) : from;
        const auto refuse = [&](const std::string& answer) {
            failed(attempt, core::fail(core::ErrorCode::BadAnswer, question_.doing + attempt.url,
                                       answer, "Ask your administrator to look at the server."));
        };
        if (!to) {
            refuse(to.error().answer);
        } else if (++attempt.redirects > mostRedirects) {
            refuse("the server leads from page to page without end");
        } else if (question_.withPassword == WithPassword::Yes &&
                   !isOfOrganisation(context_, to->server.host, from->server.host)) {
            refuse("the server leads to " + core::printable(to->server.host, 100) +
                   ", which is not known as a server of the organisation; the password is not "
                   "sent there");
        } else {
            attempt.url = to->text;
            prove(std::move(attempt));
        }
    }
    void failed(const Try& attempt, core::Error error) {
        errors_[attempt.index] = std::move(error);
        --underWay_;
        if (next_ < question_.urls.size()) {
            askNext();
        } else if (underWay_ == 0) {
            std::vector<FailedTry> tries;
            for (std::size_t i = 0; i < errors_.size(); ++i) {
                tries.push_back({question_.urls[i], *errors_[i]});
            }
            finish(question_.conclude(tries));
        }
    }
    void finish(core::Result<net::HttpResponse> answer) {
        const auto keep = self_;
        end();
        promise_.settle(std::move(answer));
    }
    void end() {
        const auto keep = std::exchange(self_, nullptr);
        stagger_.stop();
        owner_.cancelAll();
    }

    Context& context_;
    FailOver question_;
    std::vector<std::optional<core::Error>> errors_;
    std::size_t next_ = 0;
    std::size_t underWay_ = 0;
    core::Promise<net::HttpResponse> promise_;
    std::shared_ptr<Run> self_;
    core::Timer stagger_;
    core::Owner owner_;
};

}  // namespace

core::Task<net::HttpResponse> failOver(Context& context, FailOver question) {
    if (question.urls.size() > mostServers) question.urls.resize(mostServers);
    return std::make_shared<Run>(context, std::move(question))->start();
}

}  // namespace sidetone::signin
