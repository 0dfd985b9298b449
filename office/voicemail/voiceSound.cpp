// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/voicemail/voiceSound.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace sidetone::office {
namespace {

constexpr unsigned rate = 8000;
constexpr unsigned noteSamples = rate / 4;
constexpr double loudness = 9000;

void putLittle(std::string& out, std::uint32_t value, int octets) {
    for (int i = 0; i < octets; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

std::uint32_t little(std::string_view bytes, std::size_t at, std::size_t octets) {
    std::uint32_t value = 0;
    for (std::size_t i = octets; i-- > 0;) {
        value = (value << 8U) | static_cast<std::uint8_t>(bytes[at + i]);
    }
    return value;
}

/// ITU-T G.711: sign, segment, four bits of the step, all turned round.
char muLaw(double sample) {
    const bool isNegative = sample < 0;
    const int magnitude = std::min(static_cast<int>(std::abs(sample)), 32635) + 132;
    int segment = 7;
    for (int mask = 0x4000; segment > 0 && (magnitude & mask) == 0; mask >>= 1) --segment;
    const int code = (isNegative ? 0x80 : 0) | (segment << 4) | ((magnitude >> (segment + 3)) & 15);
    return static_cast<char>(~code);
}

/// Each note rises and falls, so that it has no click.
std::string tune(unsigned seed) {
    constexpr std::array scale{262.0, 294.0, 330.0, 392.0, 440.0, 523.0};
    const unsigned notes = 8 + seed % 5;
    std::string codes;
    for (unsigned note = 0; note < notes; ++note) {
        const double frequency = scale.at((seed * 7 + note * (2 + seed % 3)) % scale.size());
        for (unsigned i = 0; i < noteSamples; ++i) {
            const double swell = std::sin(std::numbers::pi * i / noteSamples);
            codes +=
                muLaw(loudness * swell * std::sin(2 * std::numbers::pi * frequency * i / rate));
        }
    }
    return codes;
}

}  // namespace

std::string makeVoiceSound(unsigned seed) {
    const auto codes = tune(seed);
    const auto length = static_cast<std::uint32_t>(codes.size());
    std::string out = "RIFF";
    putLittle(out, length + 50, 4);
    out += "WAVEfmt ";
    putLittle(out, 18, 4);
    putLittle(out, 7, 2);  // mu-law
    putLittle(out, 1, 2);  // one channel
    putLittle(out, rate, 4);
    putLittle(out, rate, 4);  // octets a second
    putLittle(out, 1, 2);
    putLittle(out, 8, 2);
    putLittle(out, 0, 2);
    out += "fact";
    putLittle(out, 4, 4);
    putLittle(out, length, 4);
    out += "data";
    putLittle(out, length, 4);
    return out + codes;
}

core::Result<core::Milliseconds> durationOfWav(std::string_view file) {
    const auto bad = core::fail(core::ErrorCode::BadAnswer, "Reading the sound",
                                "it is no WAV file", "Give a WAV file.");
    if (file.size() < 12 || !file.starts_with("RIFF") || file.substr(8, 4) != "WAVE") return bad;
    std::uint64_t octetsASecond = 0;
    for (std::size_t at = 12; at + 8 <= file.size();) {
        const auto id = file.substr(at, 4);
        const std::uint64_t length = little(file, at + 4, 4);
        if (id == "fmt " && length >= 16 && at + 24 <= file.size()) {
            octetsASecond = little(file, at + 16, 4);
        }
        if (id == "data" && octetsASecond > 0) {
            const auto there = std::min<std::uint64_t>(length, file.size() - at - 8);
            return core::Milliseconds(there * 1000 / octetsASecond);
        }
        at += 8 + length + (length & 1U);
    }
    return bad;
}

}  // namespace sidetone::office
