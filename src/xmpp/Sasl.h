// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "core/Secret.h"
#include "xmpp/Account.h"

struct Gsasl;
struct Gsasl_session;

namespace sidetone::xmpp {

/// Who proves what to the server.
struct SaslCredentials {
    std::string user;
    core::Secret password;
    PlainPolicy plain = PlainPolicy::InsideTls;
};

/// What one session remembers of its sign-ins, so that reconnecting is quick and a server that
/// suddenly offers less is noticed.
struct SaslMemory {
    std::string mechanism;  ///< the last one that succeeded; empty before
    /// The salted password of SCRAM (RFC 5802 3), and what it was made with: computing it again
    /// takes thousands of rounds.
    std::string saltedFor;        ///< mechanism, salt and rounds in one text
    core::Secret saltedPassword;  ///< in hexadecimal
};

/// One SASL exchange (RFC 4422), by libgsasl. SCRAM-SHA-256 before SCRAM-SHA-1 before PLAIN;
/// nothing else. Must only be used inside verified TLS.
class Sasl {
public:
    /// The strongest mechanism that both sides have. Unsupported where there is none that may be
    /// used; Untrusted where only PLAIN is offered by a server that had SCRAM before.
    static core::Result<std::unique_ptr<Sasl>> choose(const std::vector<std::string>& offered,
                                                      const SaslCredentials& credentials,
                                                      SaslMemory& memory);
    ~Sasl();
    Sasl(const Sasl&) = delete;
    Sasl& operator=(const Sasl&) = delete;

    [[nodiscard]] const std::string& mechanism() const { return mechanism_; }
    /// Weaker than what this session used before.
    [[nodiscard]] bool isDowngrade() const { return downgrade_; }
    /// The answer to the server's message (empty: our first). Untrusted where the message cannot
    /// come from a server that knows us: a foreign nonce, a wrong signature, a number of rounds
    /// that weakens the password (under 4096, RFC 7677 4) or would stall us (over 1,000,000).
    core::Result<std::string> step(std::string_view challenge);
    /// The server said success, with this payload. For SCRAM it must have proved by now that it
    /// knows the password too; Untrusted otherwise.
    core::Status finish(std::string_view additional);

private:
    Sasl(std::string mechanism, const SaslCredentials& credentials, SaslMemory& memory);
    [[nodiscard]] bool isScram() const { return mechanism_.starts_with("SCRAM"); }
    core::Status prepareScram(std::string_view serverFirst);
    void rememberSalted();

    struct FreeContext {
        void operator()(Gsasl* context) const;
    };
    struct FreeSession {
        void operator()(Gsasl_session* session) const;
    };
    std::string mechanism_;
    SaslMemory& memory_;
    std::unique_ptr<Gsasl, FreeContext> context_;
    std::unique_ptr<Gsasl_session, FreeSession> session_;
    std::string saltedFor_;
    int steps_ = 0;
    bool proved_ = false;
    bool downgrade_ = false;
};

}  // namespace sidetone::xmpp
