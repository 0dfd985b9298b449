// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/Secret.h"

namespace sidetone::office {

/// What a client asked, complete: a handler never waits for more of it.
struct HttpRequest {
    std::string method;                                      ///< "GET"
    std::string path;                                        ///< percent-decoded, without the query
    std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
    std::string body;
    std::string address;  ///< numeric address that the client came to
    int port = 0;         ///< port that the client came to

    /// The first value, or empty.
    [[nodiscard]] std::string_view header(std::string_view lowerCaseName) const;
    /// The first value of that name, whatever its case; nothing where it is not there.
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

/// What the client gets. Content-Length and Server are added by the server.
struct HttpResponse {
    int status = 200;
    std::string contentType;
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
    std::string body;
};

using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

/// User name and password of RFC 7617.
struct BasicCredentials {
    std::string user;
    core::Secret password;
};
/// What the Authorization header holds, when it is Basic and well-formed.
[[nodiscard]] std::optional<BasicCredentials> basicCredentials(const HttpRequest& request);
/// The token of an Authorization header by Bearer (RFC 6750 2.1); else empty.
[[nodiscard]] core::Secret bearerToken(const HttpRequest& request);

}  // namespace sidetone::office
