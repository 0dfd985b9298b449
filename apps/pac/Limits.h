// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sidetone::pac {

/// Gives up what evaluating needs not: more than 96 MiB of memory, new files, sockets and
/// processes, new privileges, and living on without the client. Once, before a script is read.
void giveUpEverything();

/// The processor time that one evaluation may take, 1 second; more ends the process.
class Stopwatch {
public:
    Stopwatch();
    ~Stopwatch();
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;
};

}  // namespace sidetone::pac
