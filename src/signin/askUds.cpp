// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/askUds.h"

#include <algorithm>
#include <utility>

#include "signin/words.h"

namespace sidetone::signin {
namespace {

/// One question, going from server to server. It lives as long as its task is waited for.
class Enquiry : public std::enable_shared_from_this<Enquiry> {
public:
    Enquiry(Context& context, std::string path, WithPassword withPassword)
        : context_(context),
          path_(std::move(path)),
          withPassword_(withPassword),
          servers_(context.found.udsServers) {}

    core::Task<net::HttpResponse> start() {
        auto task = promise_.task();
        self_ = shared_from_this();
        promise_.onCancel([weak = weak_from_this()] {
            if (const auto live = weak.lock()) live->end();
        });
        askNext();
        return task;
    }

private:
    void askNext() {
        if (next_ >= servers_.size()) {
            finish(together("Asking " + listed(servers_), failures_));
            return;
        }
        const auto server = servers_[next_++];
        net::HttpRequest request;
        request.url = udsUrl(server, path_);
        request.headers = {{"Accept", "application/xml"}};
        request.timeout = context_.options.requestLimit;
        const auto& own = context_.found.phonePassword;
        const auto& password = own ? own : context_.password;
        if (withPassword_ == WithPassword::Yes && password) {
            request.basic = net::HttpCredentials{context_.found.home.userId, *password};
        }
        context_.http()
            .send(std::move(request))
            .then(owner_, [this, server](core::Result<net::HttpResponse> answer) {
                if (answer && answer->status < 500) {
                    prefer(server);
                    finish(std::move(answer));
                    return;
                }
                failures_.emplace_back(
                    server, answer ? statusError(answer->status, "Asking " + server.text())
                                   : answer.error());
                askNext();
            });
    }
    void prefer(const net::Endpoint& server) {
        auto& known = context_.found.udsServers;
        const auto at = std::find(known.begin(), known.end(), server);
        if (at != known.end()) std::rotate(known.begin(), at, at + 1);
    }
    void finish(core::Result<net::HttpResponse> answer) {
        const auto keep = self_;
        end();
        promise_.settle(std::move(answer));
    }
    void end() {
        const auto keep = std::exchange(self_, nullptr);
        owner_.cancelAll();
    }

    Context& context_;
    std::string path_;
    WithPassword withPassword_;
    std::vector<net::Endpoint> servers_;
    std::size_t next_ = 0;
    std::vector<std::pair<net::Endpoint, core::Error>> failures_;
    core::Promise<net::HttpResponse> promise_;
    std::shared_ptr<Enquiry> self_;
    core::Owner owner_;
};

}  // namespace

core::Task<net::HttpResponse> askUds(Context& context, const std::string& path,
                                     WithPassword withPassword) {
    return std::make_shared<Enquiry>(context, path, withPassword)->start();
}

std::string udsUrl(const net::Endpoint& server, const std::string& path) {
    return "https://" + server.text() + "/cucm-uds/" + path;
}

}  // namespace sidetone::signin
