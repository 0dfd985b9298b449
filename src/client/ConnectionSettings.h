// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidetone::client {

/// What a person may set by hand instead of letting the client find it (DISC-15 to DISC-17). It
/// goes before every other source, is kept, and is dropped by choosing Automatic again.
struct ConnectionSettings {
    enum class AccountType { Automatic, ImAndPresence, CallManager, Cloud };
    AccountType type = AccountType::Automatic;
    std::string loginServer;   ///< presence server or cloud organisation's server
    std::string tftpServer;    ///< configuration files
    std::string ccmcipServer;  ///< device list
    std::string ctiServer;     ///< desk phones; kept for later
    /// Empty: the right-hand side of the address.
    std::string servicesDomain;
    std::string voiceServicesDomain;

    friend bool operator==(const ConnectionSettings&, const ConnectionSettings&) = default;
};

}  // namespace sidetone::client
