// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "office/cli/Arguments.h"

namespace sidetone::office {

/// What the program was called with; exit statuses: 0 done, 1 failed (one sentence on standard
/// error), 2 wrong use.
[[nodiscard]] int runCommandLine(const std::vector<std::string>& words);

/// `start`: runs an office, in the background unless --foreground.
[[nodiscard]] int runStart(const std::string& folder, const Arguments& arguments);
/// `stop`, `status`, `env`.
[[nodiscard]] int runStop(const std::string& folder);
[[nodiscard]] int runStatus(const std::string& folder, const Arguments& arguments);
[[nodiscard]] int runEnvironment(const std::string& folder, const Arguments& arguments);
/// `user list`.
[[nodiscard]] int runUserList(const std::string& folder);

/// Prints an error's sentence on standard error; returns 2 for wrong use, else 1.
[[nodiscard]] int printError(const core::Error& error);

}  // namespace sidetone::office
