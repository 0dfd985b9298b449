// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sidetone::media {

/// Makes up sound for lost packets out of what was heard before them, for codecs without a way
/// of their own: the last pitch period is repeated, fades out over 60 ms, and the first real
/// sound after it is faded in (the idea of G.711 Appendix I; the details are ours).
class Concealment {
public:
    explicit Concealment(int rate);

    /// Tells it what was decoded. After a loss the beginning is faded over, in place.
    void heard(std::span<std::int16_t> samples);
    /// Fills it with made-up sound.
    void fill(std::span<std::int16_t> samples);

private:
    void beginLoss();
    [[nodiscard]] std::size_t pitchPeriod() const;
    [[nodiscard]] std::int16_t nextMadeUp();

    const std::size_t rate_;
    std::vector<std::int16_t> history_;  ///< the newest 40 ms of real sound, oldest first
    std::vector<float> period_;          ///< what is repeated
    std::size_t place_ = 0;              ///< in period_
    std::size_t madeUp_ = 0;             ///< samples since the loss began; 0: none
};

}  // namespace sidetone::media
