// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Sasl.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "xmpp/PasswordSasl.h"
#include "xmpp/TokenSasl.h"

namespace sidetone::xmpp {
namespace {

using core::ErrorCode;
using core::fail;

constexpr auto tried = "Signing in";

/// Strongest first: what gives a stranger in the server's place least.
constexpr std::array mechanisms{"EXTERNAL",    "OAUTHBEARER",   "CISCO-VTG-TOKEN",
                                "WEBEX-TOKEN", "SCRAM-SHA-256", "SCRAM-SHA-1",
                                "PLAIN"};
constexpr std::array passwordMechanisms{"SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"};

std::ptrdiff_t rank(std::string_view mechanism) {
    return std::find(mechanisms.begin(), mechanisms.end(), mechanism) - mechanisms.begin();
}

bool has(const std::vector<std::string>& offered, std::string_view mechanism) {
    return std::find(offered.begin(), offered.end(), mechanism) != offered.end();
}

/// Whether the wanted proof is at hand: a token that was used up is not.
bool canShow(const SaslCredentials& credentials) {
    if (credentials.proof == Proof::Password) return false;
    return credentials.proof == Proof::ClientCertificate || !credentials.token.isEmpty();
}

std::string pick(const std::vector<std::string>& offered, const SaslCredentials& credentials) {
    const auto wanted = std::string(mechanismOf(credentials.proof));
    if (canShow(credentials) && has(offered, wanted)) return wanted;
    if (credentials.proof != Proof::Password && credentials.password.isEmpty()) return {};
    for (const auto* mechanism : passwordMechanisms) {
        if (!has(offered, mechanism)) continue;
        const bool isPlain = std::string_view(mechanism) == "PLAIN";
        return isPlain && credentials.plain == PlainPolicy::Never ? std::string() : mechanism;
    }
    return {};
}

core::Error nothingFits(const std::vector<std::string>& offered,
                        const SaslCredentials& credentials) {
    std::string list;
    for (const auto& name : offered) list += (list.empty() ? "" : ", ") + name;
    list = list.empty() ? "none" : core::printable(list, 200);
    switch (credentials.proof) {
        case Proof::Password:
            return fail(
                ErrorCode::Unsupported, tried,
                "the server offers no way to sign in that may be used (it offers " + list + ")",
                "Ask your administrator to allow SCRAM.");
        case Proof::ClientCertificate:
            return fail(ErrorCode::Unsupported, tried,
                        "the chat server does not take certificates (it offers " + list + ")",
                        "Ask your administrator to allow EXTERNAL, or sign in with a password.");
        default:
            return fail(
                ErrorCode::Unsupported, tried,
                "the chat server does not take the token that you have (it offers " + list + ")",
                "Ask your administrator to allow " + std::string(mechanismOf(credentials.proof)) +
                    " on the chat server.");
    }
}

}  // namespace

core::Result<std::unique_ptr<Sasl>> Sasl::choose(const std::vector<std::string>& offered,
                                                 const SaslCredentials& credentials,
                                                 SaslMemory& memory) {
    const auto chosen = pick(offered, credentials);
    if (chosen.empty()) return nothingFits(offered, credentials);
    const bool weaker = !memory.mechanism.empty() && rank(chosen) > rank(memory.mechanism) &&
                        !has(offered, memory.mechanism);
    if (weaker && chosen == "PLAIN") {
        return fail(ErrorCode::Untrusted, tried,
                    "the server now asks for the bare password, where it had " + memory.mechanism +
                        " before",
                    "Somebody may be between you and the server: tell your administrator.");
    }
    core::Result<std::unique_ptr<Sasl>> sasl;
    if (chosen == mechanismOf(credentials.proof)) {
        sasl = std::make_unique<TokenSasl>(chosen, credentials, memory);
    } else {
        sasl = PasswordSasl::create(chosen, credentials, memory);
    }
    if (sasl) (*sasl)->downgrade_ = weaker;
    return sasl;
}

}  // namespace sidetone::xmpp
