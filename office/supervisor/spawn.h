// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <string>

#include "office/servers/Server.h"

namespace sidetone::office {

/// Runs a program in a session of its own with /dev/null as input, the log file as output, an
/// environment of its own and default signals. It dies with the calling thread. Returns its
/// process number, or -1.
[[nodiscard]] pid_t spawn(const Command& command, const std::string& mark,
                          const std::string& folder, const std::string& logFile);

}  // namespace sidetone::office
