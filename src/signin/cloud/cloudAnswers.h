// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Result.h"
#include "core/Secret.h"
#include "net/HttpClient.h"

// Answers of the cloud (provisioning contract 3 and 4). Elements are found by local name at any
// depth, as what stands around them is not public.

namespace sidetone::signin::cloud {

/// Whether a domain belongs to the cloud, and how its people sign in.
struct Organisation {
    bool isOne = false;
    std::string ssoUrl;  ///< empty: with the password
};

/// The look-up's answer by the table of provisioning contract 3 (EMU-4): errorcode 1 is no, any
/// other number yes; a redirect to a host that is not the look-up's own, or an ssourl, is a single
/// sign-on. BadAnswer: another document; Unavailable: another status.
[[nodiscard]] core::Result<Organisation> readLookup(const net::HttpResponse& answer);

/// The first step's answer: a token and where the organisation's service is.
struct Token {
    core::Secret token;
    std::string serviceUrl;  ///< "https://swapi.example.com", without a path
};
/// Unauthorised where the result is not success.
[[nodiscard]] core::Result<Token> readToken(std::string_view document);

/// The same of its two parts. BadAnswer where there is no token, or the service is no https host.
[[nodiscard]] core::Result<Token> makeToken(const std::string& token, std::string serviceUrl);

/// The session at the organisation's service, good for two hours.
[[nodiscard]] core::Result<core::Secret> readCredential(std::string_view document);

/// Where the organisation's messages are; empty where the service does not tell (EMU-5).
[[nodiscard]] core::Result<std::string> readMessagingHost(std::string_view document);

}  // namespace sidetone::signin::cloud
