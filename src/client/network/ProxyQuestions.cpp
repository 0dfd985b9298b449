// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/network/ProxyQuestions.h"

#include <utility>

namespace sidetone::client {

core::Task<net::HttpCredentials> ProxyQuestions::ask(net::ProxyChallenge challenge) {
    using Outcome = core::Task<net::HttpCredentials>;
    if (questions_ == nullptr) {
        return Outcome::ready(core::fail(core::ErrorCode::Cancelled, "Passing " + challenge.proxy,
                                         "it wants a user name and a password, and nobody can be "
                                         "asked here",
                                         "Put them into the proxy's address in https_proxy."));
    }
    signin::Question question;
    question.kind = signin::Question::Kind::Credentials;
    question.title = "The proxy " + challenge.proxy + " wants to know who you are";
    question.why = challenge.isAgain
                       ? "It did not accept the user name and password."
                       : "Without it, servers outside this network cannot be reached.";
    question.server =
        challenge.realm.empty() ? challenge.proxy : challenge.proxy + " (" + challenge.realm + ")";
    core::Promise<net::HttpCredentials> promise;
    auto task = promise.task();
    questions_->ask(std::move(question))
        .then(owner_, [promise](core::Result<signin::Answer> answer) {
            if (!answer) return promise.settle(answer.error());
            promise.settle(net::HttpCredentials{answer->user, std::move(answer->secret)});
        });
    return task;
}

}  // namespace sidetone::client
