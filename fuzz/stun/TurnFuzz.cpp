// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/TurnStream.h"

/// Any octets as what a relay sends over TCP.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::media;
    TurnStream stream;
    for (std::size_t at = 0; at < size; at += 7) {
        stream.add({data + at, size - at < 7 ? size - at : 7});
        while (stream.next()) {
        }
    }
    return 0;
}
