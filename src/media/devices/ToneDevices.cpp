// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/devices/ToneDevices.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sidetone::media {
namespace {

constexpr int toneRate = 48000;

class ToneSource final : public AudioSource {
public:
    ToneSource(double frequency, double levelBelowFull)
        : step_(2 * std::numbers::pi * frequency / toneRate),
          amplitude_(32767 * std::pow(10, -levelBelowFull / 20)) {}
    [[nodiscard]] int rate() const override { return toneRate; }
    void read(std::span<std::int16_t> samples) override {
        for (auto& sample : samples) {
            sample = static_cast<std::int16_t>(std::lround(amplitude_ * std::sin(phase_)));
            phase_ = std::fmod(phase_ + step_, 2 * std::numbers::pi);
        }
    }

private:
    const double step_;
    const double amplitude_;
    double phase_ = 0;
};

class SilentSource final : public AudioSource {
public:
    [[nodiscard]] int rate() const override { return 0; }
    void read(std::span<std::int16_t> samples) override {
        std::fill(samples.begin(), samples.end(), std::int16_t{0});
    }
};

class DeafSink final : public AudioSink {
public:
    [[nodiscard]] int rate() const override { return 0; }
    void write(std::span<const std::int16_t> samples) override { static_cast<void>(samples); }
};

}  // namespace

std::unique_ptr<AudioSource> ToneDevices::openSource() {
    return std::make_unique<ToneSource>(frequency_, levelBelowFull_);
}

std::unique_ptr<AudioSink> ToneDevices::openSink() {
    return std::make_unique<DeafSink>();
}

std::string ToneDevices::text() const {
    return "A test tone of " + std::to_string(std::lround(frequency_)) +
           " Hz is sent, what comes is not heard";
}

std::unique_ptr<AudioSource> NullDevices::openSource() {
    return std::make_unique<SilentSource>();
}

std::unique_ptr<AudioSink> NullDevices::openSink() {
    return std::make_unique<DeafSink>();
}

std::string NullDevices::text() const {
    return "No sound device: calls are silent";
}

}  // namespace sidetone::media
