// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/cleaning/SoundCleaner.h"

#include <webrtc/modules/audio_processing/include/audio_processing.h>
#include <webrtc/modules/interface/module_common_types.h>

#include <algorithm>

namespace sidetone::media {
namespace {

/// The one file that knows the library: its interface is another one from Debian 13 on.
class WebrtcCleaner final : public SoundCleaner {
public:
    WebrtcCleaner(std::unique_ptr<webrtc::AudioProcessing> processing, int delayMilliseconds)
        : processing_(std::move(processing)), delay_(delayMilliseconds) {}

    void played(std::span<const std::int16_t> samples, int rate) override {
        each(samples.size(), rate, [&](std::size_t from, std::size_t count) {
            load(samples.subspan(from, count), rate);
            processing_->AnalyzeReverseStream(&frame_);
        });
    }
    void clean(std::span<std::int16_t> samples, int rate) override {
        each(samples.size(), rate, [&](std::size_t from, std::size_t count) {
            load(samples.subspan(from, count), rate);
            processing_->set_stream_delay_ms(delay_);
            if (processing_->ProcessStream(&frame_) != 0) return;
            std::copy_n(frame_.data_, count, samples.begin() + static_cast<std::ptrdiff_t>(from));
        });
    }

private:
    /// Pieces of 10 ms, for rates that the library takes.
    template <class Work>
    static void each(std::size_t samples, int rate, Work work) {
        if (rate != 8000 && rate != 16000 && rate != 32000 && rate != 48000) return;
        const auto piece = static_cast<std::size_t>(rate) / 100;
        for (std::size_t from = 0; from + piece <= samples; from += piece) work(from, piece);
    }
    void load(std::span<const std::int16_t> samples, int rate) {
        frame_.UpdateFrame(0, 0, samples.data(), static_cast<int>(samples.size()), rate,
                           webrtc::AudioFrame::kNormalSpeech, webrtc::AudioFrame::kVadUnknown, 1);
    }

    std::unique_ptr<webrtc::AudioProcessing> processing_;
    webrtc::AudioFrame frame_;
    const int delay_;
};

}  // namespace

std::unique_ptr<SoundCleaner> makeSoundCleaner(const SoundCleaning& cleaning,
                                               int delayMilliseconds) {
    if (cleaning == SoundCleaning{false, false, false}) return nullptr;
    webrtc::Config config;
    // The long filter takes rooms and sound servers; "delay agnostic" would ruin it (8 dB).
    config.Set<webrtc::ExtendedFilter>(new webrtc::ExtendedFilter(true));
    config.Set<webrtc::DelayAgnostic>(new webrtc::DelayAgnostic(false));
    std::unique_ptr<webrtc::AudioProcessing> processing(webrtc::AudioProcessing::Create(config));
    if (!processing) return nullptr;
    processing->high_pass_filter()->Enable(true);
    processing->echo_cancellation()->Enable(cleaning.echo);
    processing->echo_cancellation()->set_suppression_level(
        webrtc::EchoCancellation::kHighSuppression);
    processing->noise_suppression()->set_level(webrtc::NoiseSuppression::kModerate);
    processing->noise_suppression()->Enable(cleaning.noise);
    processing->gain_control()->set_mode(webrtc::GainControl::kAdaptiveDigital);
    processing->gain_control()->Enable(cleaning.gain);
    return std::make_unique<WebrtcCleaner>(std::move(processing), delayMilliseconds);
}

}  // namespace sidetone::media
