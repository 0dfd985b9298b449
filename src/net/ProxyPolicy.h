// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Task.h"
#include "net/Endpoint.h"

namespace sidetone::net {

/// One way to a server.
struct Route {
    enum class Kind {
        Direct,
        HttpProxy,   ///< CONNECT or absolute requests to a proxy that speaks plain HTTP
        HttpsProxy,  ///< the same inside TLS with the proxy
        Socks5       ///< RFC 1928; names are looked up by the proxy
    };
    Kind kind = Kind::Direct;
    Endpoint proxy;  ///< empty for Direct
    /// "direct", "http proxy proxy.office.example:3128", "socks5 proxy 10.0.0.1:1080".
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Route&, const Route&) = default;
};

/// What is to be reached.
struct RouteRequest {
    std::string scheme;  ///< "http", "https"; "xmpp", "sip" for connections that are no HTTP
    Endpoint server;
    std::string url;  ///< for PAC; empty: made of scheme and server. Path and query of https are
                      ///< left out before a PAC file sees it
};

/// The ways to try, in order, and who said so.
struct Routes {
    std::vector<Route> ways;  ///< never empty
    std::string why;          ///< "http_proxy of the environment", "PAC file http://...", "bypass
                              ///< list: *.office.example"
};

/// Says by which proxies a server is reached (chapter, "Client Issues an HTTP Query", DISC-06 and
/// DISC-07; the chapter's limits are lifted: proxy authentication, HTTPS proxies and wildcards
/// work). It never fails: what cannot be evaluated (a broken PAC file) is "direct", with the
/// reason in `why`. Protocol thread.
class ProxyPolicy {
public:
    virtual ~ProxyPolicy() = default;
    [[nodiscard]] virtual core::Task<Routes> routes(RouteRequest request) = 0;
};

/// Everything direct: the default of the classes.
class NoProxy final : public ProxyPolicy {
public:
    [[nodiscard]] core::Task<Routes> routes(RouteRequest request) override;
};

}  // namespace sidetone::net
