// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "core/Secret.h"
#include "xmpp/Account.h"

namespace sidetone::xmpp {

/// Who proves what to the server.
struct SaslCredentials {
    std::string user;
    core::Secret password;
    PlainPolicy plain = PlainPolicy::InsideTls;
    Proof proof = Proof::Password;
    core::Secret token;   ///< where the proof is one
    std::string address;  ///< bare, for the mechanisms that name the whole address
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

/// One SASL exchange (RFC 4422). Must only be used inside verified TLS.
class Sasl {
public:
    /// The mechanism of the wanted proof; where the server does not offer it, or the proof is
    /// the password, the strongest for the password: SCRAM-SHA-256 before SCRAM-SHA-1 before
    /// PLAIN. Unsupported where there is none that may be used; Untrusted where only PLAIN is
    /// left of what the server offered before.
    static core::Result<std::unique_ptr<Sasl>> choose(const std::vector<std::string>& offered,
                                                      const SaslCredentials& credentials,
                                                      SaslMemory& memory);
    virtual ~Sasl() = default;
    Sasl(const Sasl&) = delete;
    Sasl& operator=(const Sasl&) = delete;

    [[nodiscard]] const std::string& mechanism() const { return mechanism_; }
    /// Which proof this mechanism shows.
    [[nodiscard]] Proof proof() const { return proof_; }
    /// Weaker than what this session used before, which is not offered any more.
    [[nodiscard]] bool isDowngrade() const { return downgrade_; }
    /// The answer to the server's message (empty: our first). Untrusted where the message cannot
    /// come from a server that knows us.
    virtual core::Result<std::string> step(std::string_view challenge) = 0;
    /// The server said success, with this payload. Untrusted where the mechanism has the server
    /// prove itself and it did not.
    virtual core::Status finish(std::string_view additional) = 0;
    /// What the server said against the proof before its failure; may be empty.
    [[nodiscard]] virtual std::string complaint() const { return {}; }

protected:
    Sasl(std::string mechanism, Proof proof, SaslMemory& memory)
        : mechanism_(std::move(mechanism)), proof_(proof), memory_(memory) {}
    void remember() { memory_.mechanism = mechanism_; }

    std::string mechanism_;
    Proof proof_;
    SaslMemory& memory_;

private:
    bool downgrade_ = false;
};

}  // namespace sidetone::xmpp
