// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidetone::office {

/// Serves an office's contracts until SIGTERM or SIGINT: User Data Services on 8443, files on
/// 6970 and 6972. Says "ready" on standard output when all listen, then a line for each request
/// (method, path, status, time). SIGHUP reads certificates and people again, which also happens
/// when their files change. Returns the process's exit status; why it could not start goes to
/// standard error.
int runContracts(const std::string& folder);

}  // namespace sidetone::office
