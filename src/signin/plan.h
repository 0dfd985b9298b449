// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "signin/Step.h"

namespace sidetone::signin {

using Plan = std::vector<std::unique_ptr<Step>>;

/// From an address to a way in (chapter "How the Client Locates Services"), in the order in
/// which a reader follows it. What does not need one another runs side by side.
[[nodiscard]] Plan discovery();

/// Decides once more, after a way was given up.
[[nodiscard]] Plan chooseAgain();

/// From the way that discovery chose to a deployment.
[[nodiscard]] Plan stepsOf(Way way, Purpose purpose);

}  // namespace sidetone::signin
