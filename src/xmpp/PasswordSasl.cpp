// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/PasswordSasl.h"

#include <gsasl.h>

#include <optional>

#include "core/text.h"

namespace sidetone::xmpp {
namespace {

using core::ErrorCode;
using core::fail;

constexpr auto tried = "Signing in";
constexpr std::uint64_t fewestRounds = 4096;
constexpr std::uint64_t mostRounds = 1'000'000;

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

void PasswordSasl::FreeContext::operator()(Gsasl* context) const {
    gsasl_done(context);
}
void PasswordSasl::FreeSession::operator()(Gsasl_session* session) const {
    gsasl_finish(session);
}

core::Result<std::unique_ptr<Sasl>> PasswordSasl::create(std::string mechanism,
                                                         const SaslCredentials& credentials,
                                                         SaslMemory& memory) {
    std::unique_ptr<PasswordSasl> sasl(new PasswordSasl(std::move(mechanism), credentials, memory));
    if (!sasl->session_) return fail(ErrorCode::Internal, tried, "libgsasl could not start");
    return std::unique_ptr<Sasl>(std::move(sasl));
}

PasswordSasl::PasswordSasl(std::string mechanism, const SaslCredentials& credentials,
                           SaslMemory& memory)
    : Sasl(std::move(mechanism), Proof::Password, memory) {
    Gsasl* context = nullptr;
    if (gsasl_init(&context) != GSASL_OK) return;
    context_.reset(context);
    Gsasl_session* session = nullptr;
    if (gsasl_client_start(context, mechanism_.c_str(), &session) != GSASL_OK) return;
    session_.reset(session);
    gsasl_property_set(session, GSASL_AUTHID, credentials.user.c_str());
    gsasl_property_set(session, GSASL_PASSWORD, credentials.password.reveal().c_str());
}

PasswordSasl::~PasswordSasl() = default;

core::Result<std::string> PasswordSasl::step(std::string_view challenge) {
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

core::Status PasswordSasl::prepareScram(std::string_view serverFirst) {
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

void PasswordSasl::rememberSalted() {
    const auto* salted = gsasl_property_fast(session_.get(), GSASL_SCRAM_SALTED_PASSWORD);
    if (salted == nullptr) return;
    memory_.saltedFor = saltedFor_;
    memory_.saltedPassword = core::Secret(salted);
}

core::Status PasswordSasl::finish(std::string_view additional) {
    if (isScram() && !proved_) {
        // The proof may come with the success (RFC 6120 6.4.6) instead of a challenge before it.
        if (steps_ != 2 || additional.empty()) {
            return untrusted("the server did not prove that it knows you");
        }
        if (auto answer = step(additional); !answer) return std::move(answer.error());
        if (!proved_) return untrusted("the server did not prove that it knows you");
    }
    remember();
    return {};
}

}  // namespace sidetone::xmpp
