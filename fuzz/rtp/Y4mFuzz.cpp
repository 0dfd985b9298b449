// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "media/video/Y4mFile.h"

/// Any parameters in a Y4M header: what is accepted makes sense.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::media;
    std::string line("YUV4MPEG2 ");
    line.append(reinterpret_cast<const char*>(data), size);
    const auto header = parseY4mHeader(line);
    if (!header) return 0;
    const auto [width, height] = header->size;
    if (width < 2 || width > Picture::mostPixels || height < 2 || height > Picture::mostPixels ||
        header->framesPerSecond < 1 || header->framesPerSecond > 240) {
        std::abort();
    }
    return 0;
}
