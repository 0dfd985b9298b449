// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "office/cli/Arguments.h"

namespace sidetone::office {

/// `voicemail USER list`, `voicemail USER add FILE.wav [--from NUMBER]`: what is in somebody's box,
/// and a message more. The voicemail server reads boxes at each request, so that nothing need be
/// told.
int runVoicemail(const std::string& folder, const Arguments& arguments);

}  // namespace sidetone::office
