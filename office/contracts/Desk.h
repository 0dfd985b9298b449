// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "office/contracts/PasswordCheck.h"
#include "office/http/HttpServer.h"
#include "office/supervisor/ContractPart.h"
#include "office/supervisor/Layout.h"
#include "office/userstore/UserStore.h"

namespace sidetone::office {

/// What all contracts answer from.
struct Desk {
    const Layout& layout;
    UserStore& users;
    PasswordCheck& passwords;
    const ContractPart& part;  ///< the process that this is

    /// The process's first host.
    [[nodiscard]] Host host() const { return part.hosts.front(); }
    /// The process's certificate.
    [[nodiscard]] TlsFiles tls() const;
    /// "https://cucm1.office.example:8443/cucm-uds", at the process's host.
    [[nodiscard]] std::string udsUrl() const;
    /// "http://cucm1.office.example:6970/<file>", as call managers name files.
    [[nodiscard]] std::string fileUrl(const std::string& file) const;
    /// The word that `sidetone-office answer NAME WORD` gave for this name; empty: as usual. Read
    /// anew at each call.
    [[nodiscard]] std::string answerFor(std::string_view name) const;
};

/// The release of the emulated call manager.
inline constexpr const char* contractVersion = "12.5.1";

}  // namespace sidetone::office
