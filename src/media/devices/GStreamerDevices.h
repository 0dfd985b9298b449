// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Log.h"
#include "media/devices/AudioDevices.h"

namespace sidetone::media {

class DeviceWorker;

/// Microphone and loudspeaker through GStreamer at 48 kHz: a short pipeline at each edge, opened
/// and closed on a worker thread. Inside a call GStreamer has no part: it would double the cost.
class GStreamerDevices final : public AudioDevices {
public:
    /// What stands at the ends, as gst-launch writes it.
    struct Elements {
        std::string source = "autoaudiosrc";
        std::string sink = "autoaudiosink";
    };
    explicit GStreamerDevices(core::Log& log);
    GStreamerDevices(core::Log& log, Elements elements);
    ~GStreamerDevices() override;

    [[nodiscard]] std::unique_ptr<AudioSource> openSource() override;
    [[nodiscard]] std::unique_ptr<AudioSink> openSink() override;
    /// The same with another element at its end.
    [[nodiscard]] std::unique_ptr<AudioSource> openSource(const std::string& element);
    [[nodiscard]] std::unique_ptr<AudioSink> openSink(const std::string& element);
    void warmUp() override;
    [[nodiscard]] std::optional<int> echoDelay() const override;
    [[nodiscard]] std::string text() const override;

private:
    core::Log& log_;
    const Elements elements_;
    /// Shared with what is open: the last one to go finishes the worker's jobs.
    std::shared_ptr<DeviceWorker> worker_;
};

}  // namespace sidetone::media
