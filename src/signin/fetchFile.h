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
/// The same on several hosts; where the release is not known (0), each host's https address and
/// then its plain one.
[[nodiscard]] std::vector<std::string> fileUrlsOn(const std::vector<std::string>& hosts,
                                                  const std::string& name, int majorVersion);
/// Who serves files to this person, in order and each once: the nodes that the account names, the
/// call managers, and what presence server, cloud or settings named (found.fileServers).
[[nodiscard]] std::vector<std::string> fileHosts(const Context& context);
/// The host of an http address; empty where it has none.
[[nodiscard]] std::string hostOf(const std::string& url);

}  // namespace sidetone::signin
