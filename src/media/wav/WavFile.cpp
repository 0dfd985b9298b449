// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/wav/WavFile.h"

#include <filesystem>
#include <fstream>
#include <optional>

#include "media/codecs/G711.h"
#include "media/wav/wavGsm.h"

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

enum class Coding : std::uint16_t { Pcm = 1, ALaw = 6, MuLaw = 7, Gsm = 0x31 };

struct Format {
    Coding coding = Coding::Pcm;
    std::size_t channels = 0;
    int rate = 0;
};

/// Which of them the fmt chunk names, where the size of its samples fits.
std::optional<Coding> codingOf(std::uint32_t tag, std::uint32_t bits) {
    // 0xFFFE: "extensible", whose sub-format is PCM wherever the samples have 16 bits.
    if ((tag == 1 || tag == 0xFFFE) && bits == 16) return Coding::Pcm;
    if (tag == 6 && bits == 8) return Coding::ALaw;
    if (tag == 7 && bits == 8) return Coding::MuLaw;
    if (tag == 0x31) return Coding::Gsm;
    return std::nullopt;
}

/// The fmt chunk, where it is something that this reader takes.
std::optional<Format> formatOf(std::string_view chunk) {
    if (chunk.size() < 16) return std::nullopt;
    const auto coding = codingOf(little(chunk, 0, 2), little(chunk, 14, 2));
    const auto channels = little(chunk, 2, 2);
    const auto rate = little(chunk, 4, 4);
    if (!coding || (*coding == Coding::Gsm && channels != 1)) return std::nullopt;
    if (channels < 1 || channels > 8 || rate < 4000 || rate > 192000) return std::nullopt;
    return Format{*coding, channels, static_cast<int>(rate)};
}

std::int16_t sampleAt(std::string_view data, std::size_t at, Coding coding) {
    if (coding == Coding::Pcm) return static_cast<std::int16_t>(little(data, at, 2));
    const auto code = static_cast<std::uint8_t>(data[at]);
    return coding == Coding::ALaw ? decodeALaw(code) : decodeMuLaw(code);
}

WavSound soundOf(std::string_view data, const Format& format) {
    if (format.coding == Coding::Gsm) return {format.rate, decodeWavGsm(data)};
    WavSound sound{format.rate, {}};
    const std::size_t frame = (format.coding == Coding::Pcm ? 2 : 1) * format.channels;
    sound.samples.reserve(data.size() / frame);
    for (std::size_t at = 0; at + frame <= data.size(); at += frame) {
        sound.samples.push_back(sampleAt(data, at, format.coding));
    }
    return sound;
}

core::Error unreadable(std::string answer) {
    return core::fail(core::ErrorCode::BadAnswer, "Reading a WAV file", std::move(answer),
                      "Give a file of 16-bit PCM, G.711 or GSM 6.10.");
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
            if (!format) return unreadable("its sound is not 16-bit PCM, G.711 or GSM 6.10");
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
