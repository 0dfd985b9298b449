// SPDX-License-Identifier: GPL-3.0-or-later
#include <ldap.h>

#include <algorithm>

#include "directory/ldap/LdapConnection.h"
#include "directory/ldap/ldapReason.h"

namespace sidetone::directory {

using core::ErrorCode;

namespace {

constexpr const char* ticketMechanism = "GSSAPI";

/// Codes by which a directory tells somebody without a name, or with the wrong one, to be off.
bool isForStrangers(int code) {
    return code == LDAP_OPERATIONS_ERROR || code == LDAP_STRONG_AUTH_REQUIRED ||
           code == LDAP_NO_SUCH_OBJECT || code == LDAP_INAPPROPRIATE_AUTH ||
           code == LDAP_INVALID_CREDENTIALS || code == LDAP_INSUFFICIENT_ACCESS;
}

}  // namespace

bool LdapConnection::mayShowTicket() const {
    const auto has = [](const auto& list, const auto& one) {
        return std::find(list.begin(), list.end(), one) != list.end();
    };
    return ports_.tickets && has(login_.mechanisms, LdapMechanism::Gssapi) &&
           has(root_.mechanisms, ticketMechanism);
}

void LdapConnection::authenticate() {
    while (nextMechanism_ < login_.mechanisms.size()) {
        const auto mechanism = login_.mechanisms[nextMechanism_++];
        const bool isLast = nextMechanism_ == login_.mechanisms.size();
        if (mechanism == LdapMechanism::Plain) return bindByPassword();
        // A server that tells strangers nothing is asked where there is no other way.
        if (mayShowTicket() || (isLast && ports_.tickets)) return bindByTicket();
    }
    fail(passedOver_.value_or(
        core::fail(ErrorCode::Unsupported, tried("Signing in to"),
                   "none of the ways to sign in that are set can be used with it",
                   "Ask your administrator to look at LdapSupportedMechanisms.")));
}

void LdapConnection::passOver(core::Error why) {
    passedOver_ = std::move(why);
    exchange_.reset();
    authenticate();
}

void LdapConnection::bindByTicket() {
    // Kerberos's servers have a time of their own, within which they say what is wrong.
    startDeadline();
    const bool isEncrypted = link_->isEncrypted();
    exchange_ = std::make_unique<GssapiExchange>(
        ports_.tickets->begin("ldap", server_.endpoint.host, !isEncrypted), isEncrypted);
    answerChallenge({});
}

void LdapConnection::answerChallenge(std::string challenge) {
    exchange_->answer(std::move(challenge)).then(owner_, [this](core::Result<std::string> answer) {
        if (!answer) return passOver(answer.error());
        await(wire_->bindBy(ticketMechanism, std::move(*answer)),
              [this](LdapMessage message) { ticketAnswered(std::move(message)); });
    });
}

void LdapConnection::ticketAnswered(LdapMessage message) {
    if (message.code == LDAP_SASL_BIND_IN_PROGRESS) {
        return answerChallenge(std::move(message.challenge));
    }
    if (message.code != LDAP_SUCCESS) {
        auto error = ldapError(tried("Signing in by Kerberos to"), message.code, message.told);
        if (message.code == LDAP_INVALID_CREDENTIALS) {
            error.answer = "it did not accept the ticket";
            if (!message.told.empty()) {
                error.answer += " (it says: " + core::printable(message.told, 200) + ")";
            }
            error.advice = "Ask your administrator whether the directory knows your account.";
        }
        return passOver(std::move(error));
    }
    if (!exchange_->isDone()) {
        return fail(core::fail(ErrorCode::Untrusted, tried("Signing in by Kerberos to"),
                               "it was content before it had proved who it is"));
    }
    layer_ = exchange_->layer();
    exchange_.reset();
    ready();
}

core::Error LdapConnection::withReason(core::Error error, int code) const {
    if (!passedOver_ || !isForStrangers(code)) return error;
    error.answer += "; Kerberos came first: " + passedOver_->answer;
    error.advice = passedOver_->advice;
    return error;
}

}  // namespace sidetone::directory
