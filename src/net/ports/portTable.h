// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "net/ports/openSockets.h"

namespace sidetone::net {

/// One row of the published tables of ports: what an administrator opens in a firewall.
struct PortRow {
    enum class Table {
        Desktop,  ///< chapter, "Ports and Protocols for Desktop Clients" (QOS-06)
        Mobile,   ///< chapter, the table for Android, iPhone and iPad, where it has more (QOS-07)
        Contract  ///< provisioning contract section 17: what servers of today use besides
    };
    std::uint16_t first = 0;  ///< first and last port, both included
    std::uint16_t last = 0;
    std::string_view transport;  ///< "tcp", "udp", "tcp udp"
    std::string_view protocol;   ///< "XMPP"
    std::string_view use;        ///< one line
    Table table = Table::Desktop;
    bool isLocal = false;  ///< the port on this machine, not the server's
    /// Who speaks first: this machine alone, or others as well.
    enum class Direction { Out, InAndOut };
    Direction direction = Direction::Out;
    /// Code points of what is sent, where no device file says otherwise (QOS-03); empty: 0.
    std::string_view marks = {};
};

/// All rows, by port.
[[nodiscard]] const std::vector<PortRow>& portTable();
/// The row that allows a socket; null where none does. A socket towards a server is judged by
/// the server's port, one for media by its own, and one that listens by its own where others may
/// come.
[[nodiscard]] const PortRow* rowFor(const OpenSocket& socket);
/// "desktop", "mobile", "contract".
[[nodiscard]] std::string_view name(PortRow::Table table);
/// "out", "in and out".
[[nodiscard]] std::string_view name(PortRow::Direction direction);

}  // namespace sidetone::net
