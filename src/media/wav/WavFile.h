// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"

namespace sidetone::media {

/// Sound in memory: 16-bit samples of one channel.
struct WavSound {
    int rate = 0;  ///< samples a second
    std::vector<std::int16_t> samples;
};

/// Reads a WAV file: 16-bit PCM, G.711 of both laws, or GSM 6.10 (VM-03), 1 to 8 channels (the
/// first is taken), 4000 to 192000 Hz, up to 256 MB. A data chunk that says more than is there (a
/// writer that still runs or crashed) gives what is there. NotFound, TooLarge, BadAnswer for
/// another format.
[[nodiscard]] core::Result<WavSound> readWav(const std::string& path);

/// The same from bytes; any bytes may come.
[[nodiscard]] core::Result<WavSound> parseWav(std::string_view bytes);

/// Writes a whole file at once. Storage where that fails.
[[nodiscard]] core::Status writeWav(const std::string& path, const WavSound& sound);

/// The 44 octets before `dataOctets` octets of 16-bit mono PCM.
[[nodiscard]] std::string wavHeader(int rate, std::uint32_t dataOctets);

}  // namespace sidetone::media
