// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "office/supervisor/Layout.h"
#include "office/userstore/UserStore.h"

namespace sidetone::office {

/// A person of an office in whose mailbox a command looks, with what is needed to open it.
struct BoxOwner {
    Layout layout;
    std::unique_ptr<UserStore> users;
    const User* person = nullptr;  ///< one of `users`

    /// Errors: what the folder's files say; NotFound where the office has no such person.
    [[nodiscard]] static core::Result<BoxOwner> find(const std::string& folder,
                                                     const std::string& id);
};

}  // namespace sidetone::office
