// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/Clock.h"
#include "media/paths/StunMessage.h"

namespace sidetone::media {

/// The times of RFC 8489, section 6.2.1.
struct StunTimes {
    core::Milliseconds first{500};  ///< RTO: doubled with each repetition
    int sends = 7;                  ///< Rc: the request and its repetitions; 1 over TCP
    int lastFactor = 16;            ///< Rm: how many RTO the last one is waited for

    /// Over a reliable transport nothing is repeated, and 39.5 s (Ti) are waited.
    [[nodiscard]] static StunTimes reliable() { return {core::Milliseconds(500), 1, 79}; }
};

/// One request and its repetitions until the answer (RFC 8489, section 6.2). The request is a
/// finished datagram. Which answer belongs to it and whether it is authentic, its owner decides.
/// One thread.
///
///     Sending --answered()--> done
///     Sending --quieten()--> Waiting (repeats no more) --answered()--> done
///     Sending, Waiting --the last wait ends--> onTimeout
class StunTransaction {
public:
    using Send = std::function<void(std::span<const std::uint8_t>)>;
    /// May destroy the transaction.
    using OnTimeout = std::function<void()>;

    /// Sends the first time in here.
    StunTransaction(core::Clock& clock, const StunTransactionId& id,
                    std::vector<std::uint8_t> datagram, const StunTimes& times, Send send,
                    OnTimeout onTimeout);

    [[nodiscard]] bool isAnsweredBy(const StunMessage& message) const {
        return message.id() == id_ &&
               (message.kind() == StunClass::Success || message.kind() == StunClass::Error);
    }
    /// Ends: nothing is sent or called any more.
    void answered() { timer_.stop(); }
    /// Sends no more, but the answer is still waited for (RFC 8445, section 7.3.1.4).
    void quieten() { isQuiet_ = true; }

private:
    void sendOnce();
    void waitForNext();

    core::Clock& clock_;
    const StunTransactionId id_;
    const std::vector<std::uint8_t> datagram_;
    const StunTimes times_;
    const Send send_;
    const OnTimeout onTimeout_;
    core::Milliseconds wait_;
    int sends_ = 0;
    bool isQuiet_ = false;
    core::Timer timer_;
};

}  // namespace sidetone::media
