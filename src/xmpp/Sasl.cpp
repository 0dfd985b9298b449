// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Sasl.h"

#include <gsasl.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"

namespace sidetone::xmpp {
namespace {

using core::ErrorCode;
using core::fail;

constexpr auto tried = "Signing in";
constexpr std::uint64_t fewestRounds = 4096;
constexpr std::uint64_t mostRounds = 1'000'000;

constexpr std::array mechanisms{"SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"};  // strongest first

std::ptrdiff_t rank(std::string_view mechanism) {
    return std::find(mechanisms.begin(), mechanisms.end(), mechanism) - mechanisms.begin();
}

core::Error untrusted(std::string answer) {
    return fail(ErrorCode::Untrusted, tried, std::move(answer),
                "Somebody may be between you and the server: tell your administrator.");
}

/// The value of one field of a SCRAM message, such as "s" of "r=...,s=...,i=4096".
std::optional<std::string_view> field(std::string_view message, char key) {
    for (const auto part : core::split(message, ',')) {
        if (part.size() >= 2 && part[0] == key && part[1] == '=') return part.substr(2);
    }
    return {};
}

}  // namespace

void Sasl::FreeContext::operator()(Gsasl* context) const {
    gsasl_done(context);
}
void Sasl::FreeSession::operator()(Gsasl_session* session) const {
    gsasl_finish(session);
}

core::Result<std::unique_ptr<Sasl>> Sasl::choose(const std::vector<std::string>& offered,
                                                 const SaslCredentials& credentials,
                                                 SaslMemory& memory) {
    std::string chosen;
    for (const auto* mechanism : mechanisms) {
        if (std::find(offered.begin(), offered.end(), mechanism) == offered.end()) continue;
        chosen = mechanism;
        break;
    }
    if (chosen == "PLAIN" && credentials.plain == PlainPolicy::Never) chosen.clear();
    if (chosen.empty()) {
        std::string list;
        for (const auto& name : offered) list += (list.empty() ? "" : ", ") + name;
        return fail(ErrorCode::Unsupported, tried,
                    "the server offers no way to sign in that may be used (it offers " +
                        (list.empty() ? "none" : core::printable(list, 200)) + ")",
                    "Ask your administrator to allow SCRAM.");
    }
    const bool weaker = !memory.mechanism.empty() && rank(chosen) > rank(memory.mechanism);
    if (weaker && chosen == "PLAIN") {
        return untrusted("the server now asks for the bare password, where it had " +
                         memory.mechanism + " before");
    }
    std::unique_ptr<Sasl> sasl(new Sasl(std::move(chosen), credentials, memory));
    if (!sasl->session_) return fail(ErrorCode::Internal, tried, "libgsasl could not start");
    sasl->downgrade_ = weaker;
    return sasl;
}

Sasl::Sasl(std::string mechanism, const SaslCredentials& credentials, SaslMemory& memory)
    : mechanism_(std::move(mechanism)), memory_(memory) {
    Gsasl* context = nullptr;
    if (gsasl_init(&context) != GSASL_OK) return;
    context_.reset(context);
    Gsasl_session* session = nullptr;
    if (gsasl_client_start(context, mechanism_.c_str(), &session) != GSASL_OK) return;
    session_.reset(session);
    gsasl_property_set(session, GSASL_AUTHID, credentials.user.c_str());
    gsasl_property_set(session, GSASL_PASSWORD, credentials.password.reveal().c_str());
}

Sasl::~Sasl() = default;

core::Result<std::string> Sasl::step(std::string_view challenge) {
    if (isScram() && steps_ == 1) {
        if (auto ready = prepareScram(challenge); !ready) return std::move(ready.error());
    }
    char* output = nullptr;
    std::size_t length = 0;
    const int code =
        gsasl_step(session_.get(), challenge.data(), challenge.size(), &output, &length);
    if (code != GSASL_OK && code != GSASL_NEEDS_MORE) {
        return untrusted("the server did not prove that it knows you");
    }
    std::string answer(output, length);
    gsasl_free(output);
    ++steps_;
    proved_ = code == GSASL_OK;
    if (isScram() && steps_ == 2) rememberSalted();
    return answer;
}

core::Status Sasl::prepareScram(std::string_view serverFirst) {
    const auto salt = field(serverFirst, 's');
    const auto text = field(serverFirst, 'i');
    const auto rounds = text ? core::parseNumber(*text) : std::nullopt;
    if (!salt || !rounds) return untrusted("the server's challenge was malformed");
    if (*rounds < fewestRounds || *rounds > mostRounds) {
        return untrusted("the server wants the password mixed in " + std::to_string(*rounds) +
                         " rounds; 4096 to 1000000 are sound");
    }
    saltedFor_ = mechanism_ + "," + std::string(*salt) + "," + std::string(*text);
    if (memory_.saltedFor == saltedFor_) {
        gsasl_property_set(session_.get(), GSASL_SCRAM_SALTED_PASSWORD,
                           memory_.saltedPassword.reveal().c_str());
    }
    return {};
}

void Sasl::rememberSalted() {
    const auto* salted = gsasl_property_fast(session_.get(), GSASL_SCRAM_SALTED_PASSWORD);
    if (salted == nullptr) return;
    memory_.saltedFor = saltedFor_;
    memory_.saltedPassword = core::Secret(salted);
}

core::Status Sasl::finish(std::string_view additional) {
    if (isScram() && !proved_) {
        // The proof may come with the success (RFC 6120 6.4.6) instead of a challenge before it.
        if (steps_ != 2 || additional.empty()) {
            return untrusted("the server did not prove that it knows you");
        }
        if (auto answer = step(additional); !answer) return std::move(answer.error());
        if (!proved_) return untrusted("the server did not prove that it knows you");
    }
    memory_.mechanism = mechanism_;
    return {};
}

}  // namespace sidetone::xmpp
