// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "net/Endpoint.h"
#include "net/Tls.h"
#include "signin/Deployment.h"

namespace sidetone::client {

/// A port that the client uses of a server, by the chapter's table of ports and protocols.
struct Door {
    enum class Kind {
        Plain,         ///< only whether it opens
        Https,         ///< also its certificate and its clock
        DirectTls,     ///< also its certificate
        XmppStartTls,  ///< also its certificate, after STARTTLS
    };
    net::Endpoint server;
    Kind kind = Kind::Plain;
    std::string purpose;  ///< "User Data Services"
    /// Without it a service does not work; otherwise it is only good to have.
    bool isNeeded = true;
    net::PeerIdentity peer;  ///< empty: the server's host
};

/// All doors of a deployment, each once.
[[nodiscard]] std::vector<Door> doorsOf(const signin::Deployment& deployment);

}  // namespace sidetone::client
