// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <utility>

#include "core/Result.h"

namespace sidetone::xmpp {

/// Stanzas that were sent and that the server has not acknowledged (XEP-0198 4), oldest first.
class OutgoingQueue {
public:
    using Acknowledged = std::function<void(core::Status)>;
    struct Entry {
        std::string xml;
        Acknowledged acknowledged;  // may be empty
    };
    enum class Count { Possible, Impossible };

    /// Counting begins: `<enable/>` is being sent.
    void begin() { acknowledged_ = 0; }
    void push(Entry entry) { entries_.push_back(std::move(entry)); }
    /// The server has handled `h` stanzas since the beginning: calls back those that are new.
    /// Impossible, and nothing is called, where it never got so many.
    Count acknowledge(std::uint32_t h);
    /// Takes everything out, in order.
    [[nodiscard]] std::deque<Entry> takeAll() { return std::exchange(entries_, {}); }
    [[nodiscard]] const std::deque<Entry>& entries() const { return entries_; }

private:
    std::deque<Entry> entries_;
    std::uint32_t acknowledged_ = 0;
};

}  // namespace sidetone::xmpp
