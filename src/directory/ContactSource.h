// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Task.h"
#include "directory/Person.h"

namespace sidetone::directory {

/// Where people come from: UDS now, LDAP and local books beside it later. Protocol thread,
/// nothing blocks.
class ContactSource {
public:
    virtual ~ContactSource() = default;
    /// People whose name, user name or number begins with the text; at most `limit` (1 or more).
    /// Unreachable, Timeout, Unauthorised or BadAnswer where the source cannot be asked.
    [[nodiscard]] virtual core::Task<std::vector<Person>> search(std::string text, int limit) = 0;
};

}  // namespace sidetone::directory
