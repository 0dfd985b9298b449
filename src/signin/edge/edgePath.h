// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Result.h"
#include "net/Endpoint.h"

namespace sidetone::signin {

/// The first segment of an edge's own pages: the domain in base64 of the URL-safe alphabet without
/// padding, "ZXhhbXBsZS5jb20" for example.com (provisioning 11.1).
[[nodiscard]] std::string edgeSegment(const std::string& domain);

/// "https://expe1.example.com:8443/ZXhhbXBsZS5jb20/get_edge_config?…": asks for the services that
/// exist inside.
[[nodiscard]] std::string edgeConfigUrl(const net::Endpoint& node, const std::string& domain);

/// Whether a person of this address may sign on without a password there (provisioning 11.3).
[[nodiscard]] std::string edgeSsoUrl(const net::Endpoint& node, const std::string& domain,
                                     const std::string& email);

/// Where the browser signs on at an edge (provisioning 11.3); where codes become tokens stands
/// beside it, as at a call manager (EMU-13).
[[nodiscard]] std::string edgeAuthorizeUrl(const net::Endpoint& node, const std::string& domain);

/// The URL on the edge that stands for a page of a server inside: the first segment holds domain,
/// protocol, host and port, the rest is the page's own (provisioning 11.2). InvalidInput for what
/// is no http or https URL.
[[nodiscard]] core::Result<std::string> throughEdge(const net::Endpoint& node,
                                                    const std::string& domain,
                                                    const std::string& url);

}  // namespace sidetone::signin
