// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "net/Endpoint.h"
#include "net/Resolver.h"

namespace sidetone::signin {

/// What an edge tells of the office behind it: the answer of get_edge_config
/// (provisioning 11.1). A plain value.
struct EdgeConfig {
    /// The internal _cisco-uds records (EDGE-02). Never empty: without them there is no way in.
    std::vector<net::SrvRecord> ciscoUds;
    std::vector<net::SrvRecord> cupLogin;
    /// The services that have no record inside, by name ("_cuplogin").
    std::vector<std::string> missing;
    std::vector<std::string> tftpServers;
    std::vector<net::Endpoint> sip;      ///< by TLS; the port is 5061 where none is named
    std::vector<std::string> sipRoutes;  ///< values of Route headers, without line breaks
    std::vector<net::Endpoint> xmpp;     ///< 5222 where no port is named
    std::vector<net::Endpoint> http;     ///< 8443 where no port is named
    std::vector<net::Endpoint> turn;     ///< usually empty
    std::vector<net::Endpoint> homeUds;  ///< of the person's own cluster; never empty
};

/// Reads the answer. Names of elements count whatever their order and case; what cannot be
/// understood beside them is passed over. BadAnswer where it is no such document; NotFound where
/// the office has no _cisco-uds record or the person no home server, with a sentence for both.
[[nodiscard]] core::Result<EdgeConfig> parseEdgeConfig(std::string_view document);

}  // namespace sidetone::signin
