// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Result.h"
#include "net/Endpoint.h"

namespace sidetone::net {

/// The parts of an http or https URL that deciding where to connect needs.
struct HttpUrl {
    bool isSecure = true;
    Endpoint server;   ///< without brackets; the port is filled in
    std::string text;  ///< the whole, percent-encoded, without user name and password

    /// InvalidInput for other schemes and for what is no URL.
    [[nodiscard]] static core::Result<HttpUrl> parse(const std::string& text);
    /// Where a Location header of this URL's answer leads. InvalidInput also where it would go
    /// from https to http.
    [[nodiscard]] core::Result<HttpUrl> redirected(const std::string& location) const;
};

}  // namespace sidetone::net
