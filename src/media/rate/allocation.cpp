// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/rate/allocation.h"

#include <algorithm>
#include <array>

#include "media/rate/ladder.h"

namespace sidetone::media {
namespace {

constexpr int mostFrames = 8;
constexpr int leastFrames = 2;

/// The table's rate at eight pictures a second; at two it is a quarter.
struct PresentationRow {
    PictureSize size;
    int bitsAtEight;
};
constexpr std::array<PresentationRow, 5> presentationRows{{{{720, 480}, 164'000},
                                                           {{704, 576}, 188'000},
                                                           {{1024, 768}, 320'000},
                                                           {{1280, 720}, 364'000},
                                                           {{1280, 800}, 400'000}}};

}  // namespace

VideoShares divideBits(int total, int audio, Presentation presentation) {
    const int rest = std::max(total - audio, 0);
    if (presentation == Presentation::None) return {rest, 0};
    return {rest / 2, rest / 2};
}

std::optional<std::size_t> stepWithin(int wireBits) {
    std::optional<std::size_t> best;
    const auto steps = videoLadder();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].wireBits <= wireBits) best = i;
    }
    return best;
}

int presentationFrames(const PictureSize& size, int wireBits) {
    const auto pixels = [](const PictureSize& of) { return of.width * of.height; };
    const auto row = std::ranges::find_if(presentationRows, [&](const PresentationRow& each) {
        return pixels(each.size) >= pixels(size);
    });
    const auto& used = row == presentationRows.end() ? presentationRows.back() : *row;
    const int frames = std::min(wireBits / (used.bitsAtEight / mostFrames), mostFrames);
    return frames < leastFrames ? 0 : frames;
}

}  // namespace sidetone::media
