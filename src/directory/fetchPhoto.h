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

/// GET without credentials, 5 s at most, redirections followed. With a tag the server is asked
/// whether the picture changed (RFC 9110 13.1.2; 13.1.3 where the tag is a date, of a server that
/// gives no other). No picture where the server has none (404, 410), or what it has is none or too
/// large. Errors: what the client says; Forbidden where the server refuses this picture (other
/// 4xx); Unavailable for any other status.
[[nodiscard]] core::Task<Photo> fetchPhoto(net::HttpClient& http, const std::string& url,
                                           const std::string& knownTag);

}  // namespace sidetone::directory
