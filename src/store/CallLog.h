// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Task.h"

namespace sidetone::store {

class Store;

/// One ended call (HIST-05).
struct StoredCall {
    std::int64_t id = 0;  ///< given by the store
    std::string peerUri;  ///< as dialled or as it came: sip:, tel: or a number
    std::string peerName;
    bool outgoing = false;
    bool answered = false;
    core::WallTime started;
    core::Milliseconds duration{0};  ///< from the answer to the end; 0 where never answered
};

/// The call history. Protocol thread.
class CallLog {
public:
    explicit CallLog(Store& store) : store_(store) {}

    /// Gives the call with its id.
    [[nodiscard]] core::Task<StoredCall> add(StoredCall call);
    /// The newest `limit` calls, newest first.
    [[nodiscard]] core::Task<std::vector<StoredCall>> newest(int limit);
    /// Gives false where there was none of that id.
    [[nodiscard]] core::Task<bool> remove(std::int64_t id);

private:
    Store& store_;
};

}  // namespace sidetone::store
