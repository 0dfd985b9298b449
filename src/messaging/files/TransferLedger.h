// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>

#include "core/Clock.h"
#include "core/Task.h"
#include "messaging/Reports.h"
#include "store/History.h"

namespace sidetone::messaging {

/// The transfers that are under way, with what is known of their files. Changes are stored, then
/// told; progress is told at most five times a second and stored each ten seconds.
class TransferLedger {
public:
    TransferLedger(core::Clock& clock, store::History& history, Reports& reports)
        : clock_(clock), history_(history), reports_(reports) {}

    void open(const store::StoredMessage& message);
    /// Null where it is not under way.
    [[nodiscard]] const store::StoredMessage* find(std::int64_t id) const;
    void progress(std::int64_t id, std::int64_t transferred);
    using Change = std::function<void(store::StoredAttachment&)>;
    using Done = std::function<void(const store::StoredMessage&)>;
    /// Stores and tells; `done` after that. Nothing happens where it is not under way.
    void change(std::int64_t id, const Change& change, Done done = {});
    /// The same, and it is under way no more.
    void close(std::int64_t id, const Change& change, Done done = {});

private:
    struct Entry {
        store::StoredMessage message;
        core::Instant told;
        core::Instant stored;
    };
    void write(const store::StoredMessage& message, Done done);

    core::Clock& clock_;
    store::History& history_;
    Reports& reports_;
    std::map<std::int64_t, Entry> entries_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
