// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/wav/wavGsm.h"

#include <memory>

extern "C" {
#include <spandsp/telephony.h>
// spandsp's headers need this order.
#include <spandsp/gsm0610.h>
}

namespace sidetone::media {
namespace {

constexpr std::size_t blockOctets = 65;
constexpr std::size_t blockSamples = 320;

struct Free {
    void operator()(gsm0610_state_t* state) const { gsm0610_free(state); }
};

}  // namespace

std::vector<std::int16_t> decodeWavGsm(std::string_view data) {
    const std::unique_ptr<gsm0610_state_t, Free> state(
        gsm0610_init(nullptr, GSM0610_PACKING_WAV49));
    if (!state) return {};
    std::vector<std::int16_t> samples;
    samples.reserve(data.size() / blockOctets * blockSamples);
    for (; data.size() >= blockOctets; data.remove_prefix(blockOctets)) {
        std::int16_t block[blockSamples] = {};
        const auto* codes = reinterpret_cast<const std::uint8_t*>(data.data());
        gsm0610_decode(state.get(), block, codes, blockOctets);
        samples.insert(samples.end(), block, block + blockSamples);
    }
    return samples;
}

}  // namespace sidetone::media
