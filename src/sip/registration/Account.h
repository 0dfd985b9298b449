// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "core/Secret.h"
#include "net/TokenSource.h"
#include "sip/message/NameAddress.h"
#include "sip/transport/Server.h"

namespace sidetone::sip {

/// Who registers where. A plain value, complete: empty fields of a person's settings have been
/// filled in.
struct Account {
    std::vector<Server> servers;  ///< tried in this order; at least one
    /// Servers from this one on are survivable sites (AUD-08): what they refuse says nothing of
    /// the person, and the others are still waited for.
    std::size_t firstSurvivable = std::numeric_limits<std::size_t>::max();
    std::string domain;
    std::string user;  ///< address of record: sip:user@domain
    std::string displayName;
    std::string authUser;
    core::Secret password;
    /// Access tokens of a single sign-on, for servers that take them; may be null.
    std::shared_ptr<net::TokenSource> tokens;
    std::string contactUser;  ///< user part of Contact
    std::string instanceId;   ///< UUID without "urn:uuid:"
    std::string deviceName;   ///< Cisco device name for Contact; may be empty
    std::string userAgent = "Sidetone";
    /// Route of REGISTER and of what begins a dialog (RFC 3261 8.1.1.1), as an edge in front of
    /// the servers wants it; empty without one.
    std::string route;
    int dscp = 24;
    std::chrono::seconds expires{3600};
    /// A better server than the one in use is asked so often whether it is there again, and must
    /// be there for so long before we go back to it.
    std::chrono::seconds keepAlive{120};
    std::chrono::seconds stableFor{120};

    /// sip:user@domain
    [[nodiscard]] Uri addressOfRecord() const;
};

class Flow;

/// Our Contact on a flow: `<sip:user@address:port;transport=tls>` (RFC 3261 8.1.1.8).
[[nodiscard]] NameAddress contactOn(const Account& account, const Flow& flow);

}  // namespace sidetone::sip
