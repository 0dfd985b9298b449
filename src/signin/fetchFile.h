// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Task.h"
#include "net/HttpClient.h"
#include "signin/Step.h"

namespace sidetone::signin {

/// A file of the file service, from the first of the addresses that has it. NotFound where the
/// servers answer but none has it; else the failure of those that could not be asked. The
/// context must outlive the task.
[[nodiscard]] core::Task<net::HttpResponse> fetchFile(Context& context,
                                                      std::vector<std::string> urls);

/// The address in the form that this release serves: from version 11 on http on port 6970
/// becomes https on 6972, and there is no way back to plain text (provisioning contract 8.1).
[[nodiscard]] std::string fileUrl(const std::string& uri, int majorVersion);
/// "https://host:6972/NAME", or http on 6970 before version 11.
[[nodiscard]] std::string fileUrlOn(const std::string& host, const std::string& name,
                                    int majorVersion);
/// The host of an http address; empty where it has none.
[[nodiscard]] std::string hostOf(const std::string& url);

}  // namespace sidetone::signin
