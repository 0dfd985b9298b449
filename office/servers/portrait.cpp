// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/portrait.h"

#include <QByteArray>
#include <array>
#include <cstdint>
#include <string_view>

#include "office/userstore/hashing.h"

namespace sidetone::office {
namespace {

constexpr int side = 48;
constexpr int cells = 6;

void addNumber(std::string& out, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift);
}

/// CRC-32 as PNG takes it (PNG specification, annex D).
std::uint32_t checksum(std::string_view bytes) {
    std::uint32_t sum = 0xffffffffU;
    for (const char byte : bytes) {
        sum ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            sum = (sum & 1U) != 0 ? 0xedb88320U ^ (sum >> 1U) : sum >> 1U;
        }
    }
    return ~sum;
}

void addChunk(std::string& out, const char* name, std::string_view data) {
    addNumber(out, static_cast<std::uint32_t>(data.size()));
    const std::string body = name + std::string(data);
    out += body;
    addNumber(out, checksum(body));
}

}  // namespace

std::string portrait(const std::string& id) {
    const std::string seed = sha256("portrait:" + id);
    const auto bits = [&seed](int index) {
        return static_cast<unsigned char>(seed[static_cast<std::size_t>(index) % seed.size()]);
    };
    // One bit a pixel, symmetrical as a face.
    std::string rows;
    for (int y = 0; y < side; ++y) {
        rows += '\0';  // no filter
        unsigned char byte = 0;
        for (int x = 0; x < side; ++x) {
            const int cell = x * cells / side;
            const int column = cell < cells / 2 ? cell : cells - 1 - cell;
            const bool on = ((bits(column) >> (y * cells / side)) & 1U) != 0;
            byte = static_cast<unsigned char>((byte << 1U) | (on ? 1U : 0U));
            if (x % 8 == 7) rows += static_cast<char>(byte);
        }
    }
    std::string header;
    addNumber(header, side);
    addNumber(header, side);
    header += std::string("\x01\x03\x00\x00\x00", 5);  // depth 1, palette
    const std::string palette{'\x7f',
                              '\x7f',
                              '\x7f',
                              static_cast<char>(bits(8)),
                              static_cast<char>(bits(9)),
                              static_cast<char>(bits(10))};
    // qCompress puts the length before the zlib stream.
    const QByteArray packed = qCompress(QByteArray::fromStdString(rows)).mid(4);
    std::string picture("\x89PNG\r\n\x1a\n", 8);
    addChunk(picture, "IHDR", header);
    addChunk(picture, "PLTE", palette);
    addChunk(picture, "IDAT", packed.toStdString());
    addChunk(picture, "IEND", {});
    return picture;
}

}  // namespace sidetone::office
