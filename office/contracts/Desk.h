// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/contracts/PasswordCheck.h"
#include "office/supervisor/Layout.h"
#include "office/userstore/UserStore.h"

namespace sidetone::office {

/// What all contracts answer from.
struct Desk {
    const Layout& layout;
    UserStore& users;
    PasswordCheck& passwords;

    /// "https://cucm1.office.example:8443/cucm-uds"
    [[nodiscard]] std::string udsUrl() const;
    /// "http://cucm1.office.example:6970/<file>", as call managers name files.
    [[nodiscard]] std::string fileUrl(const std::string& file) const;
};

/// The release of the emulated call manager.
inline constexpr const char* contractVersion = "12.5.1";

}  // namespace sidetone::office
