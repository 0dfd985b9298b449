// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "core/Random.h"
#include "sip/auth/Digest.h"
#include "sip/message/Message.h"

namespace sidetone::sip {

/// Answers 401 and 407 (RFC 3261 22) with one user's password, and remembers the nonces, so that
/// later requests carry their credentials at once.
class Authenticator {
public:
    Authenticator(std::string user, core::Secret password, core::Random& random)
        : user_(std::move(user)), password_(std::move(password)), random_(random) {}

    /// Adds what is known to be wanted, each with its next nonce count.
    void authorise(Request& request);
    /// Reads the challenges of a 401 or 407 and puts the answers into the request (whose CSeq and
    /// branch the caller renews). Of several algorithms the server's first that we know is taken
    /// (RFC 8760 2.4). Unauthorised where the same answer was refused already and the nonce is
    /// not called stale: the password is wrong. Unsupported where no challenge can be answered.
    core::Status answer(const Response& response, Request& request);
    void forget() { known_.clear(); }

private:
    struct Known {
        DigestChallenge challenge;
        std::string clientNonce;
        std::uint32_t count = 0;
        bool proxy = false;
    };
    void put(Known& known, Request& request);
    [[nodiscard]] core::Status adopt(const Response& response, const Request& request, bool proxy);

    std::string user_;
    core::Secret password_;
    core::Random& random_;
    std::map<std::string, Known> known_;  ///< by kind and realm
};

}  // namespace sidetone::sip
