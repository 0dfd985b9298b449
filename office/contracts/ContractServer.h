// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace sidetone::office {

/// Serves one part of an office's contracts (ContractPart::name; "contracts" are the User Data
/// Services and files of cucm1) until SIGTERM or SIGINT. Says "ready" on standard output when all
/// listen, then a line for each request (method, path, status, time). SIGHUP reads certificates and
/// people again, which also happens when their files change. Returns the process's exit status; why
/// it could not start goes to standard error.
int runContracts(const std::string& folder, const std::string& part);

}  // namespace sidetone::office
