// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Ending.h"

#include <span>

#include "core/text.h"
#include "xmpp/namespaces.h"

namespace sidetone::xmpp {
namespace {

using core::ErrorCode;

struct Meaning {
    std::string_view condition;
    ErrorCode code;
    Retry retry;
    std::string_view answer;
    std::string_view advice;
};

constexpr Meaning streamMeanings[] = {
    {"conflict", ErrorCode::Busy, Retry::Never,
     "you signed in on another device in this one's place", "Sign in again to use this one."},
    {"see-other-host", ErrorCode::Unavailable, Retry::Elsewhere,
     "the server sends you to another one", ""},
    {"host-unknown", ErrorCode::NotFound, Retry::Never, "the server does not serve your domain",
     "Check the address and the server's name."},
    {"host-gone", ErrorCode::NotFound, Retry::Never, "the server no longer serves your domain",
     "Ask your administrator."},
    {"not-authorized", ErrorCode::Unauthorised, Retry::Never, "the server ended the sign-in",
     "Sign in again."},
    {"policy-violation", ErrorCode::Forbidden, Retry::Never,
     "the server says that its policy was violated", "Ask your administrator."},
    {"system-shutdown", ErrorCode::Unavailable, Retry::Later, "the server is shutting down", ""},
    {"connection-timeout", ErrorCode::Timeout, Retry::Later,
     "the server had not heard from you for too long", ""},
    {"resource-constraint", ErrorCode::Unavailable, Retry::Later, "the server is too busy", ""},
    {"reset", ErrorCode::Unavailable, Retry::Later, "the server wants you to sign in anew", ""},
    {"internal-server-error", ErrorCode::Unavailable, Retry::Later, "the server failed inside", ""},
};

constexpr std::string_view wrongPassword = "the user name or the password is not right";
constexpr std::string_view checkPassword = "Check both and sign in again.";

constexpr Meaning saslMeanings[] = {
    {"not-authorized", ErrorCode::Unauthorised, Retry::Never, wrongPassword, checkPassword},
    {"credentials-expired", ErrorCode::Unauthorised, Retry::Never, "the password has expired",
     "Change it, then sign in again."},
    {"account-disabled", ErrorCode::Forbidden, Retry::Never, "the account is disabled",
     "Ask your administrator."},
    {"temporary-auth-failure", ErrorCode::Unavailable, Retry::Later,
     "the server cannot check passwords now", ""},
};

/// Why a proof was not taken, and what the person can do.
struct Refusal {
    std::string_view answer;
    std::string_view advice;
    Retry retry;
};

Refusal refusalOf(Proof proof) {
    switch (proof) {
        case Proof::Password:
            break;
        case Proof::AccessToken:
            return {"the chat server did not accept your single sign-on",
                    "Sign in again; if it stays so, ask your administrator.", Retry::Renewed};
        case Proof::OneTimePassword:
            return {"the chat server did not accept the one-time password", "Sign in again.",
                    Retry::Renewed};
        case Proof::CloudToken:
            return {"the cloud's chat server did not accept its own token", "Sign in again.",
                    Retry::Renewed};
        case Proof::ClientCertificate:
            return {"the chat server did not accept your certificate",
                    "Ask your administrator whether it belongs to your account.", Retry::Never};
    }
    return {wrongPassword, checkPassword, Retry::Never};
}

Ending read(const core::XmlElement& error, std::string_view nameSpace,
            std::span<const Meaning> meanings, Ending ending) {
    std::string text;
    for (const auto& child : error.children) {
        if (child.nameSpace != nameSpace) continue;
        if (child.name == "text") {
            text = core::printable(core::trim(child.text), 300);
            continue;
        }
        ending.error.answer = "the server said " + core::printable(child.name, 60);
        for (const auto& meaning : meanings) {
            if (meaning.condition != child.name) continue;
            ending.error.code = meaning.code;
            ending.error.answer = meaning.answer;
            ending.error.advice = meaning.advice;
            ending.retry = meaning.retry;
            ending.isShutdown = meaning.condition == "system-shutdown";
            if (meaning.retry == Retry::Elsewhere) ending.host = core::trim(child.text);
        }
    }
    if (!text.empty()) ending.error.answer += " (\"" + text + "\")";
    return ending;
}

}  // namespace

Ending readStreamError(const core::XmlElement& error, const std::string& tried) {
    Ending ending;
    ending.error = {ErrorCode::BadAnswer, tried, "the server ended the stream with an error", {}};
    ending.retry = Retry::Later;
    return read(error, ns::streamErrors, streamMeanings, std::move(ending));
}

Ending readSaslFailure(const core::XmlElement& failure, const std::string& tried, Proof proof) {
    const auto refusal = refusalOf(proof);
    Ending ending;
    ending.error = {ErrorCode::Unauthorised, tried, std::string(refusal.answer),
                    std::string(refusal.advice)};
    ending.retry = refusal.retry;
    ending = read(failure, ns::sasl, saslMeanings, std::move(ending));
    const bool isAboutProof = failure.child("not-authorized", ns::sasl) != nullptr ||
                              failure.child("credentials-expired", ns::sasl) != nullptr;
    if (proof == Proof::Password || !isAboutProof) return ending;
    ending.error.answer = refusal.answer;
    ending.error.advice = refusal.advice;
    ending.retry = refusal.retry;
    return ending;
}

}  // namespace sidetone::xmpp
