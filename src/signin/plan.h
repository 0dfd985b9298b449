// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "signin/Step.h"

namespace sidetone::signin {

using Plan = std::vector<std::unique_ptr<Step>>;

/// The straight way from an address to a deployment (chapter "How the Client Locates Services"
/// and "Client Connects to Internal Services"), in the order in which a reader follows it. What
/// does not need one another runs side by side.
[[nodiscard]] Plan straightWay(Purpose purpose);

}  // namespace sidetone::signin
