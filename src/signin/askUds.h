// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/Task.h"
#include "net/HttpClient.h"
#include "signin/FailOver.h"

namespace sidetone::signin {

/// Asks User Data Services for a path ("user/anna") of the known servers in turn, until one
/// answers something else than that it is in trouble. That one is asked first from then on. The
/// answer has any status below 500. The context must outlive the task.
[[nodiscard]] core::Task<net::HttpResponse> askUds(Context& context, const std::string& path,
                                                   WithPassword withPassword);

/// "https://cucm1.example.com:8443/cucm-uds/" and the path.
[[nodiscard]] std::string udsUrl(const net::Endpoint& server, const std::string& path);

}  // namespace sidetone::signin
