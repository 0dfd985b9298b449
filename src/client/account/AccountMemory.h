// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "client/account/ProfileFolder.h"
#include "core/Address.h"

namespace sidetone::client {

/// What is kept of one account between sign-ins; nothing of it is secret.
struct AccountMemory {
    bool keepsPassword = false;     ///< the key store has the password
    std::string phoneUser;          ///< the key store has this user's password for the phone
    bool usesSingleSignOn = false;  ///< signs on in the browser, or by tokens of the key store
    /// What was found out about the servers (signin::Remembered as text); empty: nothing.
    std::string discovery;

    /// Empty where nothing is kept or the file cannot be read.
    [[nodiscard]] static AccountMemory load(const ProfileFolder& files,
                                            const core::Address& account);
    [[nodiscard]] core::Status save(const ProfileFolder& files, const core::Address& account) const;
};

}  // namespace sidetone::client
