// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "media/devices/AudioDevices.h"

namespace sidetone::media {

class WavRecorder;
struct WavSound;

/// Sound from and to WAV files, for terminals, tests and machines without sound. The input is
/// repeated without end and each call starts at its beginning. The first call writes to the
/// output file itself, further ones to NAME-2.wav, NAME-3.wav ... beside it: 48 kHz, 16 bit,
/// mono, without a gap from the start of the call to its end (silence where nothing was heard).
/// The header is right while the call goes on, so that a crash leaves a file that plays.
class FileDevices final : public AudioDevices {
public:
    /// Empty input: silence. Empty output: sound is thrown away. NotFound or BadAnswer where the
    /// input cannot be read as WAV (16-bit PCM, any rate, first channel), Storage where the
    /// output cannot be written.
    [[nodiscard]] static core::Result<std::shared_ptr<FileDevices>> create(
        const std::string& input, const std::string& output);

    /// Waits until the recordings of ended calls are whole on the disk.
    ~FileDevices() override;
    FileDevices(const FileDevices&) = delete;
    FileDevices& operator=(const FileDevices&) = delete;

    [[nodiscard]] std::unique_ptr<AudioSource> openSource() override;
    [[nodiscard]] std::unique_ptr<AudioSink> openSink() override;
    [[nodiscard]] std::string text() const override;

private:
    FileDevices();
    std::string input_;
    std::string output_;
    std::shared_ptr<const WavSound> sound_;
    int opened_ = 0;
    std::vector<std::shared_ptr<WavRecorder>> recorders_;
};

}  // namespace sidetone::media
