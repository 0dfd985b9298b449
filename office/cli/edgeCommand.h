// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "office/cli/Arguments.h"

namespace sidetone::office {

/// `edge allow HOST`, `edge forbid HOST`, `edge expire-cookies`: what the edge's administrator
/// does. The edge looks at each request, so that nothing need be told.
int runEdge(const std::string& folder, const Arguments& arguments);

}  // namespace sidetone::office
