// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sidetone::bench {

/// What a process costs, from the kernel's own accounting.
struct Cost {
    double proportionalMegabytes = 0;  ///< PSS: shared pages divided by their users
    double residentMegabytes = 0;
    double cpuSeconds = 0;  ///< user and system
    int threads = 0;
};

/// Zeroes where the process is gone.
[[nodiscard]] Cost costOf(qint64 processId);

}  // namespace sidetone::bench
