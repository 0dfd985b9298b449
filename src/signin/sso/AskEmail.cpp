// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/sso/AskEmail.h"

#include "config/keys.h"
#include "core/text.h"

namespace sidetone::signin {

std::string AskEmail::title(const Context& /*context*/) const {
    return "Which e-mail address finds the home cluster";
}

void AskEmail::run(Context& context) {
    const auto prompt = context.found.settings.get(config::keys::ssoEmailPrompt);
    if (!core::equalsIgnoringCase(prompt, "ON")) {
        return skipped("ServicesDomainSsoEmailPrompt is off: the address that was typed is used.");
    }
    if (context.options.purpose == Purpose::Explain || context.ports.questions == nullptr) {
        return skipped("Nobody can be asked now; the address that was typed is used.");
    }
    asks("the person");
    Question question;
    question.kind = Question::Kind::EmailAddress;
    question.title = "Your e-mail address at work";
    question.why = "It finds the servers that you belong to, before you sign on.";
    question.server = context.found.servicesDomain;
    question.user = context.found.address.text();
    context.ports.questions->ask(std::move(question))
        .then(owner(), [this, &context](core::Result<Answer> answer) {
            if (!answer) return failed(answer.error());
            auto email = core::Address::parse(std::string(core::trim(answer->user)));
            if (!email) return failed(email.error());
            context.found.email = email->text();
            done(context.found.email, "The home cluster is looked for by this address.");
        });
}

}  // namespace sidetone::signin
