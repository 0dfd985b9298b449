// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/ports/portTable.h"

#include <algorithm>

namespace sidetone::net {

const std::vector<PortRow>& portTable() {
    using Table = PortRow::Table;
    using Direction = PortRow::Direction;
    static const std::vector<PortRow> rows{
        {53, 53, "tcp udp", "DNS", "finding servers", Table::Desktop},
        {80, 80, "tcp", "HTTP", "saving chats to Exchange; meetings and voicemail", Table::Desktop},
        {389, 389, "tcp udp", "LDAP", "directory", Table::Desktop},
        {443, 443, "tcp", "XMPP, HTTPS",
         "cloud chat (falls back to 5222), meetings, voicemail, Exchange", Table::Desktop},
        {636, 636, "tcp", "LDAPS", "directory, encrypted", Table::Desktop},
        {2445, 2445, "tcp", "TVS", "trust verification", Table::Contract},
        {2748, 2748, "tcp", "CTI", "desk phone control", Table::Desktop},
        {3268, 3268, "tcp", "LDAP", "global catalog", Table::Desktop},
        {3269, 3269, "tcp", "LDAPS", "global catalog, encrypted", Table::Desktop},
        {3804, 3804, "tcp", "CAPF", "certificates for phones", Table::Mobile},
        {5060, 5060, "tcp udp", "SIP", "call signalling", Table::Desktop, false, Direction::Out,
         "24"},
        {5061, 5061, "tcp", "SIP over TLS", "call signalling, encrypted", Table::Desktop, false,
         Direction::Out, "24"},
        {5070, 6070, "udp", "BFCP", "control of shared desktops in video", Table::Desktop},
        {5222, 5222, "tcp", "XMPP", "chat and presence", Table::Desktop},
        {5269, 5269, "tcp", "XMPP", "federation", Table::Mobile},
        {6970, 6970, "tcp", "HTTP", "configuration files", Table::Mobile},
        {6971, 6972, "tcp", "HTTPS", "configuration files, encrypted", Table::Contract},
        {7080, 7080, "tcp", "HTTPS", "news of voice messages", Table::Desktop},
        {7336, 7336, "tcp", "HTTPS", "managed file transfer", Table::Contract},
        {8191, 8191, "tcp", "SOAP", "web services of this machine", Table::Mobile},
        {8443, 8443, "tcp", "HTTPS", "call manager, presence server, edge", Table::Desktop},
        {16384, 32766, "udp", "RTP", "sound and video", Table::Mobile, true, Direction::InAndOut,
         "46 sound, 34 pictures"},
        {30000, 39999, "udp", "FECC", "far-end camera control", Table::Desktop},
        {37200, 37200, "tcp", "SOCKS5", "file transfer between two clients, screen captures",
         Table::Desktop, false, Direction::InAndOut},
        {49152, 65535, "tcp", "RDP", "screen sharing without a call", Table::Desktop},
    };
    return rows;
}

const PortRow* rowFor(const OpenSocket& socket) {
    const auto& rows = portTable();
    const auto fits = [&](const PortRow& row) {
        const bool isAwaited = socket.isListening && row.direction == PortRow::Direction::InAndOut;
        const auto port = row.isLocal || isAwaited ? socket.local.port : socket.remote.port;
        return port >= row.first && port <= row.last &&
               row.transport.find(socket.transport) != std::string_view::npos;
    };
    const auto found = std::find_if(rows.begin(), rows.end(), fits);
    return found == rows.end() ? nullptr : &*found;
}

std::string_view name(PortRow::Table table) {
    switch (table) {
        case PortRow::Table::Desktop:
            return "desktop";
        case PortRow::Table::Mobile:
            return "mobile";
        case PortRow::Table::Contract:
            return "contract";
    }
    return "";
}

std::string_view name(PortRow::Direction direction) {
    return direction == PortRow::Direction::Out ? "out" : "in and out";
}

}  // namespace sidetone::net
