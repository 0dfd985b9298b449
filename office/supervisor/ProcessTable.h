// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace sidetone::office {

/// A process of an office, found by the mark in its environment.
struct OfficeProcess {
    std::string server;  ///< "kamailio"
    pid_t visible = 0;   ///< its number under /proc
    pid_t own = 0;       ///< its number for kill() from here; 0 where it cannot be reached
};

/// The environment entry that every process of a server carries, whatever it forks.
[[nodiscard]] std::string processMark(std::string_view tag, std::string_view server);
/// All processes that carry the tag's mark; of one server, or of all where it is empty.
[[nodiscard]] std::vector<OfficeProcess> processesOf(std::string_view tag,
                                                     std::string_view server = {});
/// Kills them without asking; returns how many there were.
int sweep(std::string_view tag, std::string_view server = {});

/// What a process really costs: its proportional set size in kB, shared pages divided.
[[nodiscard]] long proportionalMemory(pid_t visible);
/// This process' number under /proc.
[[nodiscard]] pid_t visibleSelf();

}  // namespace sidetone::office
