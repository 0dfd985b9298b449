// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/TransferLedger.h"

#include <utility>

#include "messaging/convert.h"

namespace sidetone::messaging {
namespace {

constexpr std::int64_t tellEach = 200;      ///< ms
constexpr std::int64_t storeEach = 10'000;  ///< ms

}  // namespace

void TransferLedger::open(const store::StoredMessage& message) {
    entries_[message.id] = {message, clock_.now(), clock_.now()};
}

const store::StoredMessage* TransferLedger::find(std::int64_t id) const {
    const auto found = entries_.find(id);
    return found == entries_.end() ? nullptr : &found->second.message;
}

void TransferLedger::progress(std::int64_t id, std::int64_t transferred) {
    const auto found = entries_.find(id);
    if (found == entries_.end()) return;
    auto& entry = found->second;
    entry.message.attachment->transferred = transferred;
    if (clock_.millisecondsSince(entry.told) < tellEach) return;
    entry.told = clock_.now();
    if (clock_.millisecondsSince(entry.stored) >= storeEach) {
        entry.stored = clock_.now();
        return write(entry.message, {});
    }
    reports_.changed(toMessage(entry.message));
}

void TransferLedger::change(std::int64_t id, const Change& change, Done done) {
    const auto found = entries_.find(id);
    if (found == entries_.end()) return;
    change(*found->second.message.attachment);
    write(found->second.message, std::move(done));
}

void TransferLedger::close(std::int64_t id, const Change& change, Done done) {
    const auto found = entries_.find(id);
    if (found == entries_.end()) return;
    auto message = std::move(found->second.message);
    entries_.erase(found);
    change(*message.attachment);
    write(message, std::move(done));
}

void TransferLedger::write(const store::StoredMessage& message, Done done) {
    history_.updateAttachment(message.id, *message.attachment)
        .then(owner_, [this, done = std::move(done)](
                          const core::Result<std::optional<store::StoredMessage>>& stored) {
            if (!stored) return reports_.storageFailed(stored.error());
            if (!*stored) return;
            reports_.changed(toMessage(**stored));
            if (done) done(**stored);
        });
}

}  // namespace sidetone::messaging
