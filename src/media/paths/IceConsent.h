// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>

#include "core/Clock.h"
#include "core/Random.h"
#include "media/paths/StunMessage.h"

namespace sidetone::media {

/// Consent freshness of one path (RFC 7675, section 5.1): a check each 4 to 6 s, drawn anew each
/// time, never repeated; 30 s without an answer end the consent. The checks keep the bindings of
/// NATs alive as well. One thread.
class IceConsent {
public:
    /// Sends one check and says which transaction it is.
    using SendCheck = std::function<StunTransactionId()>;

    /// Consent begins now: a check was just answered.
    IceConsent(core::Clock& clock, core::Random& random, SendCheck sendCheck,
               std::function<void()> onLost);

    /// An authentic answer came from the path's far end; false where it is not one of ours.
    bool answered(const StunTransactionId& id);
    [[nodiscard]] bool isFresh() const { return isFresh_; }

private:
    void next();
    void begin();

    core::Clock& clock_;
    core::Random& random_;
    const SendCheck sendCheck_;
    const std::function<void()> onLost_;
    std::deque<StunTransactionId> asked_;
    bool isFresh_ = true;
    core::Timer check_;
    core::Timer expiry_;
};

}  // namespace sidetone::media
