// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/devices/FileDevices.h"

#include <algorithm>

#include "media/devices/ToneDevices.h"
#include "media/wav/WavFile.h"
#include "media/wav/WavRecorder.h"

namespace sidetone::media {
namespace {

constexpr int recordingRate = 48000;

class LoopSource final : public AudioSource {
public:
    explicit LoopSource(std::shared_ptr<const WavSound> sound) : sound_(std::move(sound)) {}
    [[nodiscard]] int rate() const override { return sound_->rate; }
    void read(std::span<std::int16_t> samples) override {
        for (auto& sample : samples) {
            sample = sound_->samples[place_];
            place_ = place_ + 1 == sound_->samples.size() ? 0 : place_ + 1;
        }
    }

private:
    std::shared_ptr<const WavSound> sound_;
    std::size_t place_ = 0;
};

class RecordingSink final : public AudioSink {
public:
    RecordingSink(std::shared_ptr<WavRecorder> recorder, std::string path)
        : recorder_(std::move(recorder)), path_(std::move(path)) {}
    /// Ends on the media thread, which must not wait for the disk: the devices keep the recorder.
    ~RecordingSink() override { recorder_->finish(); }
    RecordingSink(const RecordingSink&) = delete;
    RecordingSink& operator=(const RecordingSink&) = delete;
    [[nodiscard]] int rate() const override { return recordingRate; }
    void write(std::span<const std::int16_t> samples) override { recorder_->write(samples); }
    [[nodiscard]] std::optional<core::Error> takeError() override {
        if (told_ || !recorder_->hasFailed()) return std::nullopt;
        told_ = true;
        return core::fail(core::ErrorCode::Storage, "Recording to " + path_,
                          "the disk did not take it", "Make room on the disk.");
    }

private:
    std::shared_ptr<WavRecorder> recorder_;
    std::string path_;
    bool told_ = false;
};

/// A sink that could not be opened: it says so once and stays deaf.
class FailedSink final : public AudioSink {
public:
    explicit FailedSink(core::Error error) : error_(std::move(error)) {}
    [[nodiscard]] int rate() const override { return 0; }
    void write(std::span<const std::int16_t> samples) override { static_cast<void>(samples); }
    [[nodiscard]] std::optional<core::Error> takeError() override {
        return std::exchange(error_, std::nullopt);
    }

private:
    std::optional<core::Error> error_;
};

/// out.wav, out-2.wav, out-3.wav.
std::string numbered(const std::string& path, int number) {
    if (number == 1) return path;
    const auto ending = path.ends_with(".wav") ? std::string(".wav") : std::string();
    return path.substr(0, path.size() - ending.size()) + "-" + std::to_string(number) + ending;
}

}  // namespace

FileDevices::FileDevices() = default;
FileDevices::~FileDevices() = default;

core::Result<std::shared_ptr<FileDevices>> FileDevices::create(const std::string& input,
                                                               const std::string& output) {
    std::shared_ptr<FileDevices> devices(new FileDevices);
    devices->input_ = input;
    devices->output_ = output;
    if (!input.empty()) {
        auto sound = readWav(input);
        if (!sound) return sound.error();
        if (sound->samples.empty()) {
            return core::fail(core::ErrorCode::BadAnswer, "Reading " + input, "it is empty");
        }
        devices->sound_ = std::make_shared<const WavSound>(std::move(*sound));
    }
    if (!output.empty()) {
        if (auto made = WavRecorder::create(output, recordingRate); !made) return made.error();
    }
    return devices;
}

std::unique_ptr<AudioSource> FileDevices::openSource() {
    if (!sound_) return NullDevices().openSource();
    return std::make_unique<LoopSource>(sound_);
}

std::unique_ptr<AudioSink> FileDevices::openSink() {
    if (output_.empty()) return NullDevices().openSink();
    const auto path = numbered(output_, ++opened_);
    auto recorder = WavRecorder::create(path, recordingRate);
    if (!recorder) return std::make_unique<FailedSink>(recorder.error());
    std::erase_if(recorders_, [](const auto& old) { return old->isFinished(); });
    recorders_.push_back(std::move(*recorder));
    return std::make_unique<RecordingSink>(recorders_.back(), path);
}

std::string FileDevices::text() const {
    return (input_.empty() ? std::string("Silence is sent") : "Sound comes from " + input_) +
           (output_.empty() ? ", what comes is not heard" : ", what comes goes to " + output_);
}

}  // namespace sidetone::media
