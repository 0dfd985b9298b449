// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/certificate/UseClientCertificate.h"

#include <utility>

#include "config/smallFile.h"
#include "net/Certificate.h"
#include "signin/credentials/KeepingRules.h"
#include "signin/enrolment/CertificateVault.h"

namespace sidetone::signin {

using core::ErrorCode;
using net::ClientIdentity;

namespace {

constexpr config::Key<std::string_view> clientCertificateFile{"ClientCertificateFile"};

/// Whoever answers by a program instead of a hand must not be asked for ever.
constexpr int mostQuestions = 5;

store::SecretName secretOf(const Context& context) {
    return {context.found.address.text(), store::secretService::certificatePassword};
}

}  // namespace

std::string UseClientCertificate::title(const Context& /*context*/) const {
    return "Opening your certificate";
}

void UseClientCertificate::run(Context& context) {
    file_ = std::string(context.found.settings.get(clientCertificateFile));
    if (file_.empty()) return skipped("No certificate of the person is set.");
    if (context.found.xmppServers.empty()) return skipped("There is no messaging service.");
    if (context.found.edgeAccess) {
        return skipped("The edge would end the TLS connection that shows the certificate.");
    }
    if (context.ports.certificates == nullptr) {
        return skipped("This program shows no certificates.");
    }
    asks("the file " + file_);
    auto bytes = config::readSmallFile(file_);
    if (!bytes) {
        return failed(core::fail(bytes.error().code, title(context) + " in " + file_,
                                 bytes.error().answer,
                                 "Look whether the file is there and yours, or choose another in "
                                 "ClientCertificateFile."));
    }
    bytes_ = std::move(*bytes);
    // Some files have no password, or the empty one.
    const auto unlocked = ClientIdentity::fromPkcs12(bytes_, core::Secret());
    if (unlocked) return opened(context, *unlocked);
    if (unlocked.error().code != ErrorCode::Unauthorised) return failed(named(unlocked.error()));
    readKept(context);
}

void UseClientCertificate::readKept(Context& context) {
    auto& keys = context.ports.certificates->keys();
    keys.read(secretOf(context))
        .then(owner(), [this, &context](const core::Result<core::Secret>& kept) {
            if (!kept) return askPassword(context, {});
            const auto identity = ClientIdentity::fromPkcs12(bytes_, *kept);
            if (identity) return opened(context, *identity);
            askPassword(context, "The password that was kept does not open it any more. ");
        });
}

void UseClientCertificate::askPassword(Context& context, const std::string& why) {
    if (context.options.purpose == Purpose::Explain) {
        return done("You would be asked for the password of " + file_ + ".");
    }
    if (context.ports.questions == nullptr || ++asked_ > mostQuestions) {
        return failed(core::fail(ErrorCode::Unauthorised, title(context) + " in " + file_,
                                 "its password is needed", "Sign in again and type it."));
    }
    Question question;
    question.kind = Question::Kind::CertificatePassword;
    question.title = "Your certificate needs its password";
    question.why = why + "You sign in to chat with the certificate in " + file_ +
                   ". Type the password that came with the file.";
    question.server = context.found.xmppServers.front().host;
    context.ports.questions->ask(std::move(question))
        .then(owner(), [this, &context](const core::Result<Answer>& answer) {
            if (answer) return answered(context, *answer);
            failed(core::fail(ErrorCode::Cancelled, title(context) + " in " + file_,
                              "its password was not given", "Sign in again and type it."));
        });
}

void UseClientCertificate::answered(Context& context, const Answer& answer) {
    context.ports.log.hide(answer.secret);
    const auto identity = ClientIdentity::fromPkcs12(bytes_, answer.secret);
    if (identity) {
        keep(context, answer);
        return opened(context, *identity);
    }
    if (identity.error().code != ErrorCode::Unauthorised) return failed(named(identity.error()));
    askPassword(context, "That password does not open it. ");
}

void UseClientCertificate::keep(Context& context, const Answer& answer) {
    auto& keys = context.ports.certificates->keys();
    if (!answer.remember || !mayKeepPassword(context.found.settings)) {
        return keys.remove(secretOf(context)).then(owner(), [](const core::Status&) {});
    }
    keys.write(secretOf(context), answer.secret)
        .then(owner(), [&log = context.ports.log](const core::Status& kept) {
            if (!kept) log.write(core::LogLevel::Warning, "keys", kept.error().sentence());
        });
}

core::Error UseClientCertificate::named(core::Error error) const {
    error.tried += " in " + file_;
    return error;
}

void UseClientCertificate::opened(Context& context,
                                  const std::shared_ptr<const ClientIdentity>& identity) {
    const auto info = identity->info();
    const auto now = context.ports.clock.wallTime();
    if (now >= info.notAfter || now < info.notBefore) {
        const bool isOver = now >= info.notAfter;
        return failed(core::fail(ErrorCode::Untrusted, title(context) + " in " + file_,
                                 isOver ? "it ended on " + net::dayText(info.notAfter)
                                        : "it is good only from " + net::dayText(info.notBefore),
                                 "Ask your administrator for another certificate."));
    }
    std::vector<std::string> servers;
    for (const auto& server : context.found.xmppServers) servers.push_back(server.text());
    context.ports.certificates->show("person", identity, std::move(servers));
    context.found.chatProof = ChatProof::ClientCertificate;
    done(info.subject + ", issued by " + info.issuer + ", until " + net::dayText(info.notAfter),
         "The presence servers get to see it; the password is not sent to chat.");
}

}  // namespace sidetone::signin
