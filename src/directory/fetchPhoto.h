// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Task.h"
#include "directory/ContactSource.h"
#include "net/HttpClient.h"

namespace sidetone::directory {

/// No larger picture of a person is taken.
inline constexpr std::size_t largestPhoto = 512U << 10U;

/// The bytes where they begin as PNG, JPEG, BMP or GIF and are not too many; else nothing.
[[nodiscard]] std::string acceptedPhoto(std::string bytes);

/// GET without credentials, 5 s at most; with a tag the server is asked whether it changed (RFC
/// 9110 13.1.2). No picture where the server has none (404, 410), or what it has is none or too
/// large. Errors: what the client says, and any other status.
[[nodiscard]] core::Task<Photo> fetchPhoto(net::HttpClient& http, const std::string& url,
                                           const std::string& knownTag);

}  // namespace sidetone::directory
