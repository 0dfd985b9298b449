// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Clock.h"
#include "core/Task.h"

namespace sidetone::store {

class Store;

/// What another device of the person did with a call that rang here too (AUD-12).
enum class Elsewhere { No, Answered, Declined };

/// One ended call (HIST-05).
struct StoredCall {
    std::int64_t id = 0;  ///< given by the store
    std::string peerUri;  ///< as dialled or as it came: sip:, tel: or a number
    std::string peerName;
    bool outgoing = false;
    bool answered = false;
    core::WallTime started;
    core::Milliseconds duration{0};  ///< from the answer to the end; 0 where never answered
    std::string contact{};           ///< the address of the one whom a number belongs to
    Elsewhere elsewhere = Elsewhere::No;
};

/// What makes two ways of writing a caller the same: no scheme, no parameters, small letters; of a
/// number, with or without a host, its digits.
[[nodiscard]] std::string callKey(const std::string& uri);

/// The call history. Protocol thread.
class CallLog {
public:
    explicit CallLog(Store& store) : store_(store) {}

    /// Gives the call with its id.
    [[nodiscard]] core::Task<StoredCall> add(StoredCall call);
    /// The newest `limit` calls, newest first.
    [[nodiscard]] core::Task<std::vector<StoredCall>> newest(int limit);
    /// The newest `limit` calls with a person before a moment, oldest first, to stand among the
    /// messages of the conversation (HIST-05). `names`: the person's addresses, URIs and numbers,
    /// however they are written: callKey() says what is the same. Calls whose contact they are
    /// count too.
    [[nodiscard]] core::Task<std::vector<StoredCall>> with(const std::vector<std::string>& names,
                                                           core::WallTime before, int limit);
    /// The numbers of calls that nobody is known for, the newest first and each once, as they
    /// stand in peerUri.
    [[nodiscard]] core::Task<std::vector<std::string>> withoutContact(int limit);
    /// Whom such numbers belong to; how many calls got their contact. A call that has one keeps it:
    /// a number may be somebody else's tomorrow.
    [[nodiscard]] core::Task<int> setContacts(std::map<std::string, core::Address> contacts);
    /// Gives false where there was none of that id.
    [[nodiscard]] core::Task<bool> remove(std::int64_t id);

private:
    Store& store_;
};

}  // namespace sidetone::store
