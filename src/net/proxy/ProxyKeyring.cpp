// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy/ProxyKeyring.h"

#include <utility>

namespace sidetone::net {
namespace {

bool isSame(const HttpCredentials& a, const std::optional<HttpCredentials>& b) {
    return b && a.user == b->user && a.password.reveal() == b->password.reveal();
}

}  // namespace

std::optional<HttpCredentials> ProxyKeyring::known(const std::string& proxy) const {
    const auto found = known_.find(proxy);
    if (found == known_.end()) return std::nullopt;
    return found->second;
}

void ProxyKeyring::put(const std::string& proxy, HttpCredentials credentials) {
    known_.insert_or_assign(proxy, std::move(credentials));
}

core::Task<HttpCredentials> ProxyKeyring::ask(ProxyChallenge challenge,
                                              std::optional<HttpCredentials> tried) {
    using Task = core::Task<HttpCredentials>;
    const auto proxy = challenge.proxy;
    if (const auto found = known_.find(proxy);
        found != known_.end() && !isSame(found->second, tried)) {
        return Task::ready(found->second);
    }
    if (person_ == nullptr) {
        return Task::ready(core::fail(core::ErrorCode::Unauthorised, "Asking the proxy " + proxy,
                                      "it wants a user name and a password, and nobody can be "
                                      "asked for them"));
    }
    if (declined_.contains(proxy)) {
        return Task::ready(core::fail(core::ErrorCode::Cancelled, "Asking the proxy " + proxy,
                                      "it wants a user name and a password"));
    }
    core::Promise<HttpCredentials> promise;
    auto task = promise.task();
    auto& waiting = waiting_[proxy];
    waiting.push_back(promise);
    if (waiting.size() == 1) {
        challenge.isAgain = tried.has_value();
        person_->ask(std::move(challenge))
            .then(owner_, [this, proxy](core::Result<HttpCredentials> answer) {
                answered(proxy, std::move(answer));
            });
    }
    return task;
}

void ProxyKeyring::answered(const std::string& proxy, core::Result<HttpCredentials> answer) {
    if (answer) {
        put(proxy, *answer);
    } else {
        declined_.insert(proxy);
    }
    const auto waiting = waiting_.extract(proxy);
    if (waiting.empty()) return;
    for (const auto& promise : waiting.mapped()) promise.settle(answer);
}

}  // namespace sidetone::net
