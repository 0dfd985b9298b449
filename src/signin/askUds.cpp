// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/askUds.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "net/Url.h"
#include "signin/words.h"

namespace sidetone::signin {
namespace {

/// Waits for the answer and then puts the server that gave it first.
class Enquiry : public std::enable_shared_from_this<Enquiry> {
public:
    explicit Enquiry(Context& context) : context_(context) {}

    core::Task<net::HttpResponse> start(FailOver question) {
        auto task = promise_.task();
        self_ = shared_from_this();
        promise_.onCancel([weak = weak_from_this()] {
            if (const auto live = weak.lock()) live->end();
        });
        failOver(context_, std::move(question))
            .then(owner_, [this](core::Result<net::HttpResponse> answer) {
                if (answer) prefer(answer->url);
                const auto keep = self_;
                end();
                promise_.settle(std::move(answer));
            });
        return task;
    }

private:
    void prefer(const std::string& url) {
        const auto parsed = net::HttpUrl::parse(url);
        if (!parsed) return;
        auto& known = context_.found.udsServers;
        const auto at = std::find(known.begin(), known.end(), parsed->server);
        if (at != known.end()) std::rotate(known.begin(), at, at + 1);
    }
    void end() {
        const auto keep = std::exchange(self_, nullptr);
        owner_.cancelAll();
    }

    Context& context_;
    core::Promise<net::HttpResponse> promise_;
    std::shared_ptr<Enquiry> self_;
    core::Owner owner_;
};

}  // namespace

core::Task<net::HttpResponse> askUds(Context& context, const std::string& path,
                                     WithPassword withPassword) {
    const auto servers = context.found.udsServers;
    FailOver question;
    for (const auto& server : servers) question.urls.push_back(udsUrl(server, path));
    question.headers = {{"Accept", "application/xml"}};
    question.limit = context.options.requestLimit;
    question.withPassword = withPassword;
    question.counts = [](int status) { return status < 500; };
    question.conclude = [servers](const std::vector<FailedTry>& tries) {
        std::vector<std::pair<net::Endpoint, core::Error>> failures;
        for (std::size_t i = 0; i < tries.size(); ++i) {
            failures.emplace_back(servers[i], tries[i].error);
        }
        return together("Asking " + listed(servers), failures);
    };
    return std::make_shared<Enquiry>(context)->start(std::move(question));
}

std::string udsUrl(const net::Endpoint& server, const std::string& path) {
    return "https://" + server.text() + "/cucm-uds/" + path;
}

}  // namespace sidetone::signin
