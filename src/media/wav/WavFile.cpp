// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/wav/WavFile.h"

#include <filesystem>
#include <fstream>
#include <optional>

namespace sidetone::media {
namespace {

constexpr std::uintmax_t longestFile = 256U << 20U;

std::uint32_t little(std::string_view bytes, std::size_t at, int octets) {
    std::uint32_t value = 0;
    for (int i = octets - 1; i >= 0; --i) {
        value = (value << 8U) | static_cast<std::uint8_t>(bytes[at + static_cast<std::size_t>(i)]);
    }
    return value;
}

void putLittle(std::string& out, std::uint32_t value, int octets) {
    for (int i = 0; i < octets; ++i) {
        out += static_cast<char>(value & 0xFFU);
        value >>= 8U;
    }
}

struct Format {
    std::size_t channels = 0;
    int rate = 0;
};

/// The fmt chunk, where it is something that this reader takes.
std::optional<Format> formatOf(std::string_view chunk) {
    if (chunk.size() < 16) return std::nullopt;
    const auto coding = little(chunk, 0, 2);
    const auto channels = little(chunk, 2, 2);
    const auto rate = little(chunk, 4, 4);
    // 0xFFFE: "extensible", whose sub-format is PCM wherever the samples have 16 bits.
    if ((coding != 1 && coding != 0xFFFE) || little(chunk, 14, 2) != 16) return std::nullopt;
    if (channels < 1 || channels > 8 || rate < 4000 || rate > 192000) return std::nullopt;
    return Format{channels, static_cast<int>(rate)};
}

WavSound soundOf(std::string_view data, const Format& format) {
    WavSound sound{format.rate, {}};
    const std::size_t frame = 2 * format.channels;
    sound.samples.reserve(data.size() / frame);
    for (std::size_t at = 0; at + frame <= data.size(); at += frame) {
        sound.samples.push_back(static_cast<std::int16_t>(little(data, at, 2)));
    }
    return sound;
}

core::Error unreadable(std::string answer) {
    return core::fail(core::ErrorCode::BadAnswer, "Reading a WAV file", std::move(answer),
                      "Give a file of 16-bit PCM.");
}

}  // namespace

core::Result<WavSound> parseWav(std::string_view bytes) {
    if (bytes.size() < 12 || bytes.substr(0, 4) != "RIFF" || bytes.substr(8, 4) != "WAVE") {
        return unreadable("it does not begin like one");
    }
    std::optional<Format> format;
    std::size_t at = 12;
    while (at + 8 <= bytes.size()) {
        const auto id = bytes.substr(at, 4);
        const std::size_t length = little(bytes, at + 4, 4);
        const auto chunk = bytes.substr(at + 8, length);
        if (id == "fmt ") {
            format = formatOf(chunk);
            if (!format) return unreadable("its sound is not 16-bit PCM");
        } else if (id == "data") {
            if (!format) return unreadable("its samples come before their format");
            return soundOf(chunk, *format);
        }
        if (length > bytes.size()) break;
        at += 8 + length + (length & 1U);
    }
    return unreadable("it holds no samples");
}

core::Result<WavSound> readWav(const std::string& path) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    const auto tried = "Reading " + path;
    if (failed) return core::fail(core::ErrorCode::NotFound, tried, failed.message());
    if (size > longestFile) {
        return core::fail(core::ErrorCode::TooLarge, tried, "it has more than 256 MB");
    }
    std::string bytes(static_cast<std::size_t>(size), '\0');
    std::ifstream file(path, std::ios::binary);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
    auto sound = parseWav(bytes);
    if (!sound) {
        auto error = sound.error();
        error.tried = tried;
        return error;
    }
    return sound;
}

core::Status writeWav(const std::string& path, const WavSound& sound) {
    std::string bytes = wavHeader(sound.rate, static_cast<std::uint32_t>(sound.samples.size() * 2));
    for (const auto sample : sound.samples) putLittle(bytes, static_cast<std::uint16_t>(sample), 2);
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) {
        return core::fail(core::ErrorCode::Storage, "Writing " + path,
                          "the file could not be written");
    }
    return {};
}

std::string wavHeader(int rate, std::uint32_t dataOctets) {
    std::string out = "RIFF";
    putLittle(out, dataOctets + 36, 4);
    out += "WAVEfmt ";
    putLittle(out, 16, 4);
    putLittle(out, 1, 2);  // PCM
    putLittle(out, 1, 2);  // one channel
    putLittle(out, static_cast<std::uint32_t>(rate), 4);
    putLittle(out, static_cast<std::uint32_t>(rate) * 2, 4);
    putLittle(out, 2, 2);
    putLittle(out, 16, 2);
    out += "data";
    putLittle(out, dataOctets, 4);
    return out;
}

}  // namespace sidetone::media
