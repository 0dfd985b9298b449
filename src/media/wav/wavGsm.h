// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace sidetone::media {

/// GSM 06.10 as WAV files hold it (tag 0x31): two frames packed into 65 octets, which are 320
/// samples. What is left over at the end is left out. Empty where the library gives no decoder.
[[nodiscard]] std::vector<std::int16_t> decodeWavGsm(std::string_view data);

}  // namespace sidetone::media
