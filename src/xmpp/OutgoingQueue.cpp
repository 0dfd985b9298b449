// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/OutgoingQueue.h"

namespace sidetone::xmpp {

OutgoingQueue::Count OutgoingQueue::acknowledge(std::uint32_t h) {
    const std::uint32_t news = h - acknowledged_;  // right across the wrap at 2^32 too
    if (news > entries_.size()) return Count::Impossible;
    acknowledged_ = h;
    std::deque<Entry> done;
    for (std::uint32_t i = 0; i < news; ++i) {
        done.push_back(std::move(entries_.front()));
        entries_.pop_front();
    }
    // Called when the queue is whole again: a callback may send.
    for (const auto& entry : done) {
        if (entry.acknowledged) entry.acknowledged(core::Status());
    }
    return Count::Possible;
}

}  // namespace sidetone::xmpp
