// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Random.h"

#include <openssl/rand.h>

#include <array>
#include <cstdlib>

namespace sidetone::core {

std::uint64_t Random::below(std::uint64_t bound) {
    // Rejection keeps it uniform: the last incomplete block of the 64-bit range is drawn again.
    const std::uint64_t limit = UINT64_MAX - (UINT64_MAX % bound);
    std::uint64_t value = 0;
    do {
        std::array<std::uint8_t, 8> bytes{};
        fill(bytes);
        value = 0;
        for (const auto byte : bytes) value = (value << 8U) | byte;
    } while (value >= limit);
    return value % bound;
}

std::uint32_t Random::number32() {
    std::array<std::uint8_t, 4> bytes{};
    fill(bytes);
    std::uint32_t value = 0;
    for (const auto byte : bytes) value = (value << 8U) | byte;
    return value;
}

std::string Random::hex(std::size_t bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string raw(bytes, '\0');
    fill({reinterpret_cast<std::uint8_t*>(raw.data()), raw.size()});
    std::string out;
    out.reserve(bytes * 2);
    for (const char c : raw) {
        const auto byte = static_cast<std::uint8_t>(c);
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    // Going on without randomness would make keys guessable; there is nothing better to do.
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) std::abort();
}

void SeededRandom::fill(std::span<std::uint8_t> bytes) {
    for (std::size_t i = 0; i < bytes.size(); i += 8) {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        z ^= z >> 31U;
        for (std::size_t j = i; j < bytes.size() && j < i + 8; ++j) {
            bytes[j] = static_cast<std::uint8_t>(z);
            z >>= 8U;
        }
    }
}

}  // namespace sidetone::core
