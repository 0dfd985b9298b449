// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "media/wav/WavFile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto sound = sidetone::media::parseWav({reinterpret_cast<const char*>(data), size});
    // Nothing codes more densely than GSM: 320 samples in 65 octets.
    if (sound && sound->samples.size() > size * 5) std::abort();
    return 0;
}
