// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sidetone::sip {

/// The families of profiles that calls use. Those of one family understand each other: baseline
/// peers (42801F) do without what the constrained one lacks, and nobody sends interlaced pictures.
/// Main and extended profile with constraint_set0 are baseline as well (RFC 6184, table 5).
enum class H264Family { Baseline, High };

/// What a receiver of H.264 says about itself in fmtp (RFC 6184, section 8.1).
struct H264Parameters {
    std::uint8_t profile = 0x42;  ///< profile_idc; without profile-level-id baseline
    std::uint8_t constraints = 0;
    std::uint8_t level = 10;  ///< level_idc: ten times the level's number
    int packetizationMode = 0;
    bool levelAsymmetry = false;      ///< either side may send at the other's level
    int maxMacroblocks = 0;           ///< max-fs; 0: the level's
    int maxMacroblocksPerSecond = 0;  ///< max-mbps; 0: the level's

    /// Empty where a value makes no sense. What is not known is read over.
    static std::optional<H264Parameters> parse(std::string_view fmtp);
    [[nodiscard]] std::string text() const;

    /// Empty for profiles that are not done.
    [[nodiscard]] std::optional<H264Family> family() const;
    friend bool operator==(const H264Parameters&, const H264Parameters&) = default;
};

/// What a level demands of a decoder (ITU-T H.264, table A-1).
struct H264Level {
    int macroblocks = 0;
    int macroblocksPerSecond = 0;
    int kilobits = 0;  ///< of baseline
};
/// The table's row; for levels that it does not have the next lower one's.
[[nodiscard]] H264Level levelOf(const H264Parameters& parameters);

/// What may be sent to somebody who said `theirs`, when we said `ours`: their level and what they
/// can beyond it, or the lower level where one side does not allow two (section 8.2.2).
[[nodiscard]] H264Level sendable(const H264Parameters& ours, const H264Parameters& theirs);

/// Whether an offer of `theirs` can be answered by who does `ours`: the same family, in either of
/// the modes 0 and 1, which are both done with each family.
[[nodiscard]] bool canAnswer(const H264Parameters& ours, const H264Parameters& theirs);

/// The same configuration: family and packetization mode, which must be the same in offer and
/// answer; the level may differ.
[[nodiscard]] bool sameConfiguration(const H264Parameters& a, const H264Parameters& b);

}  // namespace sidetone::sip
