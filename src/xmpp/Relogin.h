// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <optional>

#include "core/Clock.h"
#include "core/Random.h"
#include "xmpp/Account.h"

namespace sidetone::xmpp {

/// When to sign in again after a server was lost, where the organisation spreads that over a time
/// (the chapter's "Configure Login Parameters"; rules MSG-3 and MSG-4 of reference/messaging.md
/// 3.3). A lost link alone is no reason to wait: the session is tried to be resumed where it is.
///
/// States       events and where they lead
///   Well         lost() -> LinkLoss (where there are limits and a session to resume), else Gone
///   LinkLoss     nodeGone(), or the session's life is over -> Gone
///   Gone         the wait that was drawn at the loss runs from the loss; then everybody is tried
///   any          recovered() -> Well
class Relogin {
public:
    explicit Relogin(core::Random& random) : random_(random) {}

    enum class Session { Resumable, Over };
    void lost(const std::optional<ReloginLimits>& limits, core::Instant now,
              core::Milliseconds sessionLife, Session session) {
        if (!limits || since_) return;
        since_ = now;
        const auto width = std::max<std::int64_t>(0, (limits->upper - limits->lower).count());
        wait_ = limits->lower + core::Milliseconds(static_cast<std::int64_t>(
                                    random_.below(static_cast<std::uint64_t>(width) + 1)));
        life_ = sessionLife;
        gone_ = session == Session::Over;
    }
    /// The node refused the connection, its TLS failed, or it said that it shuts down.
    void nodeGone() { gone_ = true; }
    void recovered() { since_.reset(); }

    /// Only the session's own node is to be tried.
    [[nodiscard]] bool isLinkLoss(core::Instant now) const {
        return since_ && !gone_ && now - *since_ < life_;
    }
    /// How long nobody is to be tried any more; 0: go on.
    [[nodiscard]] core::Milliseconds remaining(core::Instant now) const {
        if (!since_ || isLinkLoss(now)) return core::Milliseconds(0);
        const auto past = std::chrono::duration_cast<core::Milliseconds>(now - *since_);
        return std::max(core::Milliseconds(0), wait_ - past);
    }

private:
    core::Random& random_;
    std::optional<core::Instant> since_;  ///< the outage began; empty: all is well
    core::Milliseconds wait_{0};
    core::Milliseconds life_{0};
    bool gone_ = false;
};

}  // namespace sidetone::xmpp
