// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "media/devices/AudioDevices.h"

namespace sidetone::media {

/// A sine tone goes in, what comes out is thrown away.
class ToneDevices final : public AudioDevices {
public:
    /// Frequency in Hz (20 to 20000), level in dB below full scale (0 to 90; a full-scale sine
    /// is 0).
    ToneDevices(double frequency, double levelBelowFull)
        : frequency_(frequency), levelBelowFull_(levelBelowFull) {}

    [[nodiscard]] std::unique_ptr<AudioSource> openSource() override;
    [[nodiscard]] std::unique_ptr<AudioSink> openSink() override;
    [[nodiscard]] std::string text() const override;

private:
    double frequency_;
    double levelBelowFull_;
};

/// Silence in, nothing out: for machines without any sound device. It says so in text().
class NullDevices final : public AudioDevices {
public:
    [[nodiscard]] std::unique_ptr<AudioSource> openSource() override;
    [[nodiscard]] std::unique_ptr<AudioSink> openSink() override;
    [[nodiscard]] std::string text() const override;
};

}  // namespace sidetone::media
