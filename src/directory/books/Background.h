// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace sidetone::directory {

/// Runs the job on a thread that may block, then `done` on the protocol thread.
using Background = std::function<void(std::function<void()> job, std::function<void()> done)>;

}  // namespace sidetone::directory
