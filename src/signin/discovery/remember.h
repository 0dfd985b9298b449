// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "signin/Step.h"

namespace sidetone::signin {

/// What the next sign-in may begin with (DISC-08), after this one has succeeded: the SRV answers
/// of now where they came, else those that were remembered; what was typed by hand leaves the
/// memory of discovery as it was.
[[nodiscard]] Remembered rememberedOf(const Context& context);

}  // namespace sidetone::signin
