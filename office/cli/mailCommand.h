// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "office/cli/Arguments.h"

namespace sidetone::office {

/// `mail USER list`: what lies in somebody's mailbox, one JSON object a line.
int runMail(const std::string& folder, const Arguments& arguments);

}  // namespace sidetone::office
