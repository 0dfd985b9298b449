// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/Clock.h"
#include "core/Random.h"
#include "media/paths/IceAgent.h"
#include "media/paths/StunTransaction.h"

namespace sidetone::media {

/// Asks STUN servers as which addresses they see ours (RFC 8445, section 5.1.1.2), one question
/// each Ta, and keeps what a NAT made for it alive until the gatherer ends (section 5.1.1.4).
/// It owns no socket. One thread.
class ReflexiveGatherer {
public:
    /// The address that the server saw; none: it did not answer, or nothing that can be used.
    using Done = std::function<void(std::optional<TransportAddress>)>;

    ReflexiveGatherer(core::Clock& clock, core::Random& random, IceSender& sender,
                      core::Milliseconds pace = core::Milliseconds(50));

    void ask(const TransportAddress& base, const TransportAddress& server, Done done);
    /// A datagram that came to a base. False: it answers no question of ours.
    bool receive(const TransportAddress& base, const TransportAddress& from,
                 std::span<const std::uint8_t> datagram);

private:
    struct Question {
        TransportAddress base;
        TransportAddress server;
        StunTransactionId id{};
        Done done;
        bool isOpen = true;
        core::Timer begin;
        std::unique_ptr<StunTransaction> transaction;
        core::Timer keepAlive;
    };
    void begin(Question& question);
    void finish(Question& question, std::optional<TransportAddress> address);

    core::Clock& clock_;
    core::Random& random_;
    IceSender& sender_;
    const core::Milliseconds pace_;
    core::Instant nextBegin_{};
    std::vector<std::unique_ptr<Question>> questions_;
};

}  // namespace sidetone::media
