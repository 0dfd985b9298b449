// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "net/Resolver.h"

namespace sidetone::office {

/// What an edge tells of the office (provisioning 11.1).
struct EdgeDocument {
    /// Service names with their records; a service without records does not exist.
    std::vector<std::pair<std::string, std::vector<net::SrvRecord>>> services;
    std::vector<std::string> tftpServers;
    std::vector<std::string> nodes;  ///< of the edge, the answering one first
    std::uint16_t sipPort = 5061;
    std::string sipRoute;
    std::uint16_t xmppPort = 5222;
    std::uint16_t httpPort = 8443;
    std::string homeServer;  ///< empty: the person has none
    std::uint16_t homePort = 8443;
};

[[nodiscard]] std::string edgeConfigDocument(const EdgeDocument& document);
/// How a person signs on in the browser (EMU-11).
enum class EdgeSso { Off, Implicit, WithRefresh };
[[nodiscard]] std::string edgeSsoDocument(EdgeSso sso);

}  // namespace sidetone::office
