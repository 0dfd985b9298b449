// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/Secret.h"
#include "net/HttpClient.h"

namespace sidetone::signin::cloud {

/// A POST of form fields (provisioning contract 4), without its limits of time.
[[nodiscard]] net::HttpRequest formRequest(
    std::string url, const std::vector<std::pair<std::string_view, std::string>>& fields);
/// The client configuration of the organisation (EMU-5: where and how it is fetched is our own
/// convention). The session stands in a header, so that no address that is logged holds it.
[[nodiscard]] net::HttpRequest configRequest(const std::string& serviceUrl,
                                             const core::Secret& session);

}  // namespace sidetone::signin::cloud
