// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/sdp/H264Parameters.h"

#include <algorithm>
#include <array>

#include "core/hexadecimal.h"
#include "core/text.h"

namespace sidetone::sip {
namespace {

constexpr std::uint8_t baseline = 0x42;
constexpr std::uint8_t middle = 0x4D;
constexpr std::uint8_t extended = 0x58;
constexpr std::uint8_t high = 0x64;
/// constraint_set0: whatever the profile is called, it keeps to baseline.
constexpr std::uint8_t set0 = 0x80;
/// constraint_set3, which makes level 11 the level 1b in all but the high profiles.
constexpr std::uint8_t set3 = 0x10;

struct Row {
    std::uint8_t level;
    H264Level needs;
};
constexpr std::array<Row, 17> rows{{{9, {99, 1485, 128}},
                                    {10, {99, 1485, 64}},
                                    {11, {396, 3000, 192}},
                                    {12, {396, 6000, 384}},
                                    {13, {396, 11880, 768}},
                                    {20, {396, 11880, 2000}},
                                    {21, {792, 19800, 4000}},
                                    {22, {1620, 20250, 4000}},
                                    {30, {1620, 40500, 10000}},
                                    {31, {3600, 108000, 14000}},
                                    {32, {5120, 216000, 20000}},
                                    {40, {8192, 245760, 20000}},
                                    {41, {8192, 245760, 50000}},
                                    {42, {8704, 522240, 50000}},
                                    {50, {22080, 589824, 135000}},
                                    {51, {36864, 983040, 240000}},
                                    {52, {36864, 2073600, 240000}}}};

std::optional<std::uint8_t> hexOctet(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        const int digit = core::hexadecimalDigit(c);
        if (digit < 0) return std::nullopt;
        value = value * 16 + digit;
    }
    return static_cast<std::uint8_t>(value);
}

std::string hex(std::uint8_t octet) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    return {digits[octet >> 4U], digits[octet & 15U]};
}

bool readProfile(std::string_view value, H264Parameters& out) {
    if (value.size() != 6) return false;
    const auto profile = hexOctet(value.substr(0, 2));
    const auto constraints = hexOctet(value.substr(2, 2));
    const auto level = hexOctet(value.substr(4, 2));
    if (!profile || !constraints || !level) return false;
    out.profile = *profile;
    out.constraints = *constraints;
    out.level = *level;
    return true;
}

bool readOne(std::string_view name, std::string_view value, H264Parameters& out) {
    if (core::equalsIgnoringCase(name, "profile-level-id")) return readProfile(value, out);
    const auto number = core::parseNumber(value);
    const auto is = [&](std::string_view wanted) { return core::equalsIgnoringCase(name, wanted); };
    constexpr std::uint64_t most = 100'000'000;
    if (is("packetization-mode")) {
        if (!number || *number > 2) return false;
        out.packetizationMode = static_cast<int>(*number);
    } else if (is("level-asymmetry-allowed")) {
        out.levelAsymmetry = number == std::uint64_t{1};
    } else if (is("max-fs") && number && *number < most) {
        out.maxMacroblocks = static_cast<int>(*number);
    } else if (is("max-mbps") && number && *number < most) {
        out.maxMacroblocksPerSecond = static_cast<int>(*number);
    }
    return true;
}

}  // namespace

std::optional<H264Parameters> H264Parameters::parse(std::string_view fmtp) {
    H264Parameters out;
    for (const auto part : core::split(fmtp, ';')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        if (!readOne(core::trim(part.substr(0, equals)), core::trim(part.substr(equals + 1)),
                     out)) {
            return std::nullopt;
        }
    }
    return out;
}

std::string H264Parameters::text() const {
    auto out = "profile-level-id=" + hex(profile) + hex(constraints) + hex(level) +
               ";packetization-mode=" + std::to_string(packetizationMode);
    if (levelAsymmetry) out += ";level-asymmetry-allowed=1";
    if (maxMacroblocks > 0) out += ";max-fs=" + std::to_string(maxMacroblocks);
    if (maxMacroblocksPerSecond > 0) {
        out += ";max-mbps=" + std::to_string(maxMacroblocksPerSecond);
    }
    return out;
}

std::optional<H264Family> H264Parameters::family() const {
    if (profile == baseline) return H264Family::Baseline;
    const bool keepsToBaseline = (constraints & set0) != 0;
    if ((profile == middle || profile == extended) && keepsToBaseline) return H264Family::Baseline;
    if (profile == high) return H264Family::High;
    return std::nullopt;
}

H264Level levelOf(const H264Parameters& parameters) {
    const bool is1b = parameters.profile != high && parameters.level == 11 &&
                      (parameters.constraints & set3) != 0;
    H264Level level = is1b ? rows.front().needs : rows[1].needs;
    if (is1b) return level;
    for (const auto& row : rows) {
        if (row.level <= parameters.level) level = row.needs;
    }
    return level;
}

H264Level sendable(const H264Parameters& ours, const H264Parameters& theirs) {
    auto level = levelOf(theirs);
    if (!ours.levelAsymmetry || !theirs.levelAsymmetry) {
        const auto own = levelOf(ours);
        level.macroblocks = std::min(level.macroblocks, own.macroblocks);
        level.macroblocksPerSecond = std::min(level.macroblocksPerSecond, own.macroblocksPerSecond);
        level.kilobits = std::min(level.kilobits, own.kilobits);
    }
    // Values below the level's are not allowed and mean nothing (section 8.1).
    level.macroblocks = std::max(level.macroblocks, theirs.maxMacroblocks);
    level.macroblocksPerSecond =
        std::max(level.macroblocksPerSecond, theirs.maxMacroblocksPerSecond);
    return level;
}

bool canAnswer(const H264Parameters& ours, const H264Parameters& theirs) {
    constexpr int nonInterleaved = 1;
    return ours.family() && ours.family() == theirs.family() &&
           theirs.packetizationMode <= nonInterleaved;
}

bool sameConfiguration(const H264Parameters& a, const H264Parameters& b) {
    return a.family() && a.family() == b.family() && a.packetizationMode == b.packetizationMode;
}

}  // namespace sidetone::sip
