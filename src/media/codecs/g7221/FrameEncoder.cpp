// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/g7221/FrameEncoder.h"

#include "media/codecs/g7221/Categorization.h"
#include "media/codecs/g7221/Envelope.h"
#include "media/codecs/g7221/regionCoding.h"

namespace sidetone::media::g7221 {
namespace {

/// A frame's regions, coded in one of the sixteen ways, and the steps between those.
class CodedFrame {
public:
    CodedFrame(const Coefficients& coefficients, const Levels& levels,
               const Categorization& categorization)
        : coefficients_(coefficients), levels_(levels), categorization_(categorization) {
        categories_ = categorization.at(control_);
        for (std::size_t r = 0; r < regions; ++r) code(r);
    }

    /// Goes on to the way that fits best: the finest one that takes no more than `bits`.
    void fit(int bits) {
        while (bits_ < bits && control_ > 0) {
            const auto region = categorization_.balance(--control_);
            --categories_[region];
            code(region);
        }
        while (bits_ > bits && control_ < controls - 1) {
            const auto region = categorization_.balance(control_++);
            ++categories_[region];
            code(region);
        }
    }
    void write(BitWriter& out) const {
        out.write(static_cast<unsigned>(control_), controlBits);
        for (const auto& region : coded_) writeRegion(region, out);
    }

private:
    void code(std::size_t region) {
        bits_ -= coded_[region].bits;
        const auto part =
            std::span(coefficients_).subspan(region * regionWidth).first<regionWidth>();
        coded_[region] = encodeRegion(part, categories_[region], deviationOf(levels_[region]));
        bits_ += coded_[region].bits;
    }

    const Coefficients& coefficients_;
    const Levels& levels_;
    const Categorization& categorization_;
    int control_ = controls / 2 - 1;
    Categories categories_{};
    std::array<CodedRegion, regions> coded_;
    int bits_ = 0;
};

}  // namespace

void FrameEncoder::encode(std::span<const std::int16_t, frameSamples> sound,
                          std::span<std::uint8_t> frame) {
    const auto coefficients = analysis_.run(sound);
    const auto levels = measureLevels(coefficients);
    const int bits = static_cast<int>(frame.size()) * 8 - levelBits(levels) - controlBits;
    const Categorization categorization(levels, bits);
    CodedFrame coded(coefficients, levels, categorization);
    coded.fit(bits);
    BitWriter out(frame);
    writeLevels(levels, out);
    coded.write(out);
    out.fill();
}

}  // namespace sidetone::media::g7221
