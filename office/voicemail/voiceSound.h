// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Clock.h"
#include "core/Result.h"

namespace sidetone::office {

/// A WAV file of G.711 mu-law, 8000 Hz, as voicemail servers record by default: a tune of some
/// seconds that is another one for each `seed`.
[[nodiscard]] std::string makeVoiceSound(unsigned seed);

/// How long a WAV file sounds, by its header alone, whatever its coding. BadAnswer for what is
/// none.
[[nodiscard]] core::Result<core::Milliseconds> durationOfWav(std::string_view file);

}  // namespace sidetone::office
