// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/Secret.h"
#include "core/Task.h"
#include "net/Tls.h"

namespace sidetone::net {

class HttpSink;
class HttpSource;

/// User name and password for HTTP authentication (RFC 7617).
struct HttpCredentials {
    std::string user;
    core::Secret password;
};

struct HttpRequest {
    std::string method = "GET";
    std::string url;  ///< http or https; the host is resolved by our Resolver
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::optional<HttpCredentials> basic;
    std::optional<core::Secret> bearer;     ///< an access token instead (RFC 6750)
    core::Milliseconds timeout{10'000};     ///< for the whole exchange
    std::size_t largestAnswer = 4U << 20U;  ///< bytes of the body; more is TooLarge
    bool followRedirects = false;           ///< same scheme or http to https, at most 5
    /// In place of `body` / of HttpResponse::body, for what may be large. With one of them,
    /// `timeout` is how long nothing may move; the exchange itself may take as long as it takes.
    std::shared_ptr<HttpSource> source{};
    std::shared_ptr<HttpSink> sink{};
    /// Where set: the numeric addresses that may be connected to, also after redirects; Forbidden
    /// where the host has no other. It is not asked where a proxy looks the name up.
    std::function<bool(const std::string& address)> acceptsAddress{};
};

/// Any status is an answer: 401 and 404 too. Header names are lower case.
struct HttpResponse {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string url;            ///< after redirects
    std::string remoteAddress;  ///< numeric, with port; the proxy's where there is one
    std::string route;          ///< "direct", "http proxy proxy:3128 (PAC file http://...)"
    std::optional<TlsInfo> tls;
    [[nodiscard]] std::string_view header(std::string_view lowerCaseName) const;
};

/// HTTP/1.1 and 2 for all contracts. Errors: NotFound (no such host), Refused, Unreachable,
/// Timeout, Untrusted, TooLarge, BadAnswer. Cancelling the task ends the exchange. Protocol
/// thread; nothing blocks.
class HttpClient {
public:
    virtual ~HttpClient() = default;
    [[nodiscard]] virtual core::Task<HttpResponse> send(HttpRequest request) = 0;
};

}  // namespace sidetone::net
