// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/Sasl.h"

struct Gsasl;
struct Gsasl_session;

namespace sidetone::xmpp {

/// The mechanisms that show a password: SCRAM (RFC 5802, RFC 7677) and PLAIN (RFC 4616), by
/// libgsasl.
class PasswordSasl final : public Sasl {
public:
    /// Internal where libgsasl cannot start.
    static core::Result<std::unique_ptr<Sasl>> create(std::string mechanism,
                                                      const SaslCredentials& credentials,
                                                      SaslMemory& memory);
    ~PasswordSasl() override;

    /// Untrusted for a foreign nonce, a wrong signature, a number of rounds that weakens the
    /// password (under 4096, RFC 7677 4) or would stall us (over 1,000,000).
    core::Result<std::string> step(std::string_view challenge) override;
    /// For SCRAM the server must have proved by now that it knows the password too.
    core::Status finish(std::string_view additional) override;

private:
    PasswordSasl(std::string mechanism, const SaslCredentials& credentials, SaslMemory& memory);
    [[nodiscard]] bool isScram() const { return mechanism_.starts_with("SCRAM"); }
    core::Status prepareScram(std::string_view serverFirst);
    void rememberSalted();

    struct FreeContext {
        void operator()(Gsasl* context) const;
    };
    struct FreeSession {
        void operator()(Gsasl_session* session) const;
    };
    std::unique_ptr<Gsasl, FreeContext> context_;
    std::unique_ptr<Gsasl_session, FreeSession> session_;
    std::string saltedFor_;
    int steps_ = 0;
    bool proved_ = false;
};

}  // namespace sidetone::xmpp
