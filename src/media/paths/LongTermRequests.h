// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "core/Clock.h"
#include "core/Random.h"
#include "core/Secret.h"
#include "media/paths/StunTransaction.h"

namespace sidetone::media {

/// How a request ended.
struct StunOutcome {
    bool isGranted = false;
    StunMessage answer;  ///< of a refusal as well; nothing came where error.code is 0
    StunError error;     ///< of a refusal; code 0: no answer
};

/// Requests with a long-term credential (RFC 8489, section 9.2): the first goes without, the answer
/// names realm and nonce; a nonce that has become stale is taken anew. Of the algorithms, MD5 keys
/// with HMAC-SHA-1 alone, as TURN servers have them. One thread.
class LongTermRequests {
public:
    using Fill = std::function<void(StunMessage&)>;
    /// May destroy the requests.
    using Done = std::function<void(const StunOutcome&)>;
    struct Credentials {
        std::string user;
        core::Secret password;
    };

    LongTermRequests(core::Clock& clock, core::Random& random, Credentials credentials,
                     const StunTimes& times, StunTransaction::Send send);

    /// `fill` puts in the attributes, for each try again.
    void ask(StunMethod method, Fill fill, Done done);
    /// A message that came. False: it answers nothing that was asked here.
    bool receive(std::span<const std::uint8_t> datagram, const StunMessage& message);
    /// Nothing is repeated or called any more.
    void cancelAll() { open_.clear(); }

private:
    struct Request {
        StunMethod method{};
        Fill fill;
        Done done;
        int tries = 0;
        bool isSigned = false;
        std::unique_ptr<StunTransaction> transaction;
    };
    void send(Request request);
    void timedOut(const StunTransactionId& id);
    /// Takes realm and nonce from a refusal; false where they do not help.
    [[nodiscard]] bool learn(const StunMessage& refusal, int code, const Request& request);

    core::Clock& clock_;
    core::Random& random_;
    const Credentials credentials_;
    const StunTimes times_;
    const StunTransaction::Send send_;
    std::string realm_;
    std::string nonce_;
    core::Secret key_;
    std::map<StunTransactionId, Request> open_;
};

}  // namespace sidetone::media
