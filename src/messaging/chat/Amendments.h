// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/Clock.h"
#include "core/Task.h"
#include "messaging/MessageGuard.h"
#include "messaging/Reports.h"
#include "store/History.h"
#include "xmpp/ChatMessage.h"

namespace sidetone::messaging {

/// What changes messages that are there: corrections (XEP-0308) and reactions (XEP-0444), live, by
/// other devices of ours, or from the archive. The store sees to it that only a message's own
/// sender corrects it, that the newest change counts in whatever order they come, and that a
/// change waits whose message is not here yet.
class Amendments {
public:
    Amendments(core::Clock& clock, store::History& history, Reports& reports)
        : clock_(clock), history_(history), reports_(reports) {}

    /// True where the message is one of those. A correction without a text is none.
    [[nodiscard]] static bool concerns(const xmpp::ChatMessage& message);
    /// `ticket` is let go when the change is stored. Where the store refuses, the server keeps
    /// what came live: the archive brings it again in the next session.
    void take(const core::Address& peer, const xmpp::Jid& self, const Opened& opened,
              std::shared_ptr<void> ticket);

private:
    using MaybeMessage = core::Result<std::optional<store::StoredMessage>>;
    [[nodiscard]] core::WallTime timeOf(const xmpp::ChatMessage& message) const;
    void report(const MaybeMessage& changed);

    core::Clock& clock_;
    store::History& history_;
    Reports& reports_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
