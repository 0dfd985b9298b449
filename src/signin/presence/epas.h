// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/Result.h"
#include "core/Secret.h"
#include "net/Endpoint.h"
#include "net/HttpClient.h"

// Messages of the presence server's login service (EPAS, SOAP 1.2; provisioning contract 7).
// Elements are found by local name at any depth; name spaces and unknown elements are not looked
// at.

namespace sidetone::signin::epas {

/// The service's two addresses on a server: releases that do not know the first have the second.
enum class Path { V80, Latest };
[[nodiscard]] std::string serviceUrl(const net::Endpoint& server, Path path);

[[nodiscard]] net::HttpRequest loginRequest(std::string url, const std::string& user,
                                            const core::Secret& password);
[[nodiscard]] net::HttpRequest configRequest(std::string url, const core::Secret& session);
[[nodiscard]] net::HttpRequest oneTimePasswordRequest(std::string url, const core::Secret& session);

/// A session, or the server that the person belongs to.
struct Login {
    core::Secret session;
    std::string redirect;  ///< host; then there is no session
};
/// Without `success` or a redirect the sign-in was refused: Unauthorised, Forbidden where the
/// person is not enabled, Unavailable where the node is not ready (EMU-8). BadAnswer: no such
/// document.
[[nodiscard]] core::Result<Login> parseLogin(std::string_view document);

using Properties = std::vector<std::pair<std::string, std::string>>;
/// All properties with a value, in the document's order. Unauthorised: the session has ended.
[[nodiscard]] core::Result<Properties> parseConfig(std::string_view document);

/// Good for one sign-in to chat. Unauthorised: the session has ended.
[[nodiscard]] core::Result<core::Secret> parseOneTimePassword(std::string_view document);

}  // namespace sidetone::signin::epas
