// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace sidetone::core {

/// Randomness, handed in: production draws from the system (safe for keys and tags), tests from
/// a seed.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;

    /// Uniform in [0, bound); bound is 1 or more.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);
    [[nodiscard]] std::uint32_t number32();
    /// Lower-case hexadecimal, two characters a byte: for tags, branches, ids, nonces.
    [[nodiscard]] std::string hex(std::size_t bytes);
};

/// The system's generator (OpenSSL's RAND_bytes).
class SystemRandom final : public Random {
public:
    void fill(std::span<std::uint8_t> bytes) override;
};

/// The same numbers for the same seed (splitmix64). Never for keys.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;

private:
    std::uint64_t state_;
};

}  // namespace sidetone::core
