// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "net/Endpoint.h"

namespace sidetone::net {

/// An IP socket that a process has open.
struct OpenSocket {
    std::string transport;     ///< "tcp" or "udp"
    Endpoint local;            ///< numeric
    Endpoint remote;           ///< port 0: nobody, such as where it listens
    bool isListening = false;  ///< takes connections (TCP)
};

/// Reads them from /proc, as the process's own network namespace has them. Empty where the
/// process is gone or another user's.
[[nodiscard]] std::vector<OpenSocket> openSockets(long process);

/// Processes of this user that run a program of that file name, without this process itself.
[[nodiscard]] std::vector<long> processesOf(const std::string& program);

}  // namespace sidetone::net
