// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/Result.h"
#include "net/HttpClient.h"
#include "net/ProxyPolicy.h"
#include "net/proxy/BypassList.h"

namespace sidetone::net {

/// What a person, an administrator or a desktop says about proxies.
struct ProxySettings {
    enum class Mode { None, Manual, Script };
    Mode mode = Mode::None;
    std::optional<Route> http;   ///< for http URLs
    std::optional<Route> https;  ///< for https URLs and for connections that are no HTTP
    std::optional<Route> all;    ///< where there is none of the above
    BypassList bypass;
    std::string script;  ///< URL of a PAC file, http, https or file
    std::string source;  ///< who says so: "the environment", "GNOME's settings"
    /// Credentials that stood in a proxy's URL, by Endpoint::text().
    std::map<std::string, HttpCredentials> credentials;
};

/// A proxy and, where the text held them, its credentials.
struct ProxyEntry {
    Route route;
    std::optional<HttpCredentials> credentials;
};

/// "http://user:password@proxy:3128", "proxy:3128", "https://proxy", "socks5://proxy:1080",
/// "socks://" and "socks5h://" too; a port that is missing is 80, 443 or 1080, and 8080 without
/// a scheme. InvalidInput for everything else.
[[nodiscard]] core::Result<ProxyEntry> parseProxy(const std::string& text);

/// The variables http_proxy, https_proxy, all_proxy and no_proxy (lower case before upper case;
/// HTTP_PROXY in upper case is not believed, because a web server sets it from a header) and
/// SIDETONE_PAC, a PAC file's URL.
[[nodiscard]] ProxySettings environmentProxies(
    const std::function<std::string(const std::string&)>& variable);

/// What `gsettings list-recursively org.gnome.system.proxy` prints.
[[nodiscard]] ProxySettings gnomeProxies(const std::string& printed);

/// KDE's kioslaverc file.
[[nodiscard]] ProxySettings kdeProxies(
    const std::string& file, const std::function<std::string(const std::string&)>& variable);

}  // namespace sidetone::net
