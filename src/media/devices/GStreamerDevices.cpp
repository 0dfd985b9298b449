// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/devices/GStreamerDevices.h"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

#include "media/SampleQueue.h"
#include "media/devices/DeviceWorker.h"
#include "media/devices/GStreamerPipeline.h"

namespace sidetone::media {
namespace {

constexpr int deviceRate = 48000;
constexpr const char* format = "audio/x-raw,format=S16LE,rate=48000,channels=1,layout=interleaved";
/// More than this waiting means that the device runs faster than our clock: the oldest goes.
constexpr std::size_t mostWaiting = deviceRate / 1000 * 80;
constexpr std::size_t keptWaiting = deviceRate / 1000 * 30;

/// What the device's thread and the media thread share of a microphone.
struct Microphone {
    GStreamerPipeline pipeline{"Listening to the microphone"};
    /// False: whoever wanted it has gone before the worker came to it.
    std::atomic<bool> isWanted = true;
    std::mutex mutex;  ///< guards waiting
    SampleQueue waiting;

    void heard(std::span<const std::int16_t> samples) {
        const std::lock_guard lock(mutex);
        waiting.put(samples);
        if (waiting.size() > mostWaiting) waiting.drop(waiting.size() - keptWaiting);
    }
};

GstFlowReturn newSample(GstAppSink* sink, gpointer self) {
    GstSample* sample = gst_app_sink_pull_sample(sink);
    if (sample == nullptr) return GST_FLOW_EOS;
    GstMapInfo map;
    GstBuffer* buffer = gst_sample_get_buffer(sample);
    if (buffer != nullptr && gst_buffer_map(buffer, &map, GST_MAP_READ) == TRUE) {
        const auto* first = reinterpret_cast<const std::int16_t*>(map.data);
        static_cast<Microphone*>(self)->heard({first, map.size / sizeof(std::int16_t)});
        gst_buffer_unmap(buffer, &map);
    }
    gst_sample_unref(sample);
    return GST_FLOW_OK;
}

class GStreamerSource final : public AudioSource {
public:
    GStreamerSource(std::shared_ptr<DeviceWorker> worker, const std::string& element)
        : worker_(std::move(worker)), microphone_(std::make_shared<Microphone>()) {
        const auto description = element + " ! audioconvert ! audioresample ! " + format +
                                 " ! appsink name=edge sync=false max-buffers=20 drop=true";
        worker_->post([microphone = microphone_, description] {
            if (!microphone->isWanted) return;
            microphone->pipeline.open(description, [&](GstElement* edge) {
                GstAppSinkCallbacks callbacks{};
                callbacks.new_sample = newSample;
                gst_app_sink_set_callbacks(GST_APP_SINK(edge), &callbacks, microphone.get(),
                                           nullptr);
            });
        });
    }
    ~GStreamerSource() override {
        microphone_->isWanted = false;
        worker_->post([microphone = microphone_] { microphone->pipeline.close(); });
    }
    GStreamerSource(const GStreamerSource&) = delete;
    GStreamerSource& operator=(const GStreamerSource&) = delete;

    [[nodiscard]] int rate() const override { return deviceRate; }
    void read(std::span<std::int16_t> samples) override {
        const std::lock_guard lock(microphone_->mutex);
        auto& waiting = microphone_->waiting;
        const auto count = std::min(samples.size(), waiting.size());
        std::ranges::copy(waiting.front(count), samples.begin());
        waiting.drop(count);
        std::fill(samples.begin() + static_cast<std::ptrdiff_t>(count), samples.end(),
                  std::int16_t{0});
    }
    [[nodiscard]] std::optional<core::Error> takeError() override {
        return microphone_->pipeline.takeError();
    }

private:
    std::shared_ptr<DeviceWorker> worker_;
    std::shared_ptr<Microphone> microphone_;
};

/// What the worker and the media thread share of a loudspeaker.
struct Loudspeaker {
    GStreamerPipeline pipeline{"Playing on the loudspeaker"};
    std::atomic<bool> isWanted = true;  ///< as a microphone's
    std::mutex mutex;                   ///< guards edge
    GstElement* edge = nullptr;         ///< with a reference of its own

    void setEdge(GstElement* element) {
        const std::lock_guard lock(mutex);
        if (edge != nullptr) gst_object_unref(edge);
        edge = element != nullptr ? GST_ELEMENT(gst_object_ref(element)) : nullptr;
    }
    void play(std::span<const std::int16_t> samples) {
        const std::lock_guard lock(mutex);
        if (edge == nullptr) return;
        GstBuffer* buffer = gst_buffer_new_memdup(samples.data(), samples.size_bytes());
        gst_app_src_push_buffer(GST_APP_SRC(edge), buffer);
    }
};

class GStreamerSink final : public AudioSink {
public:
    GStreamerSink(std::shared_ptr<DeviceWorker> worker, const std::string& element)
        : worker_(std::move(worker)), loudspeaker_(std::make_shared<Loudspeaker>()) {
        // Full after 100 ms: then the oldest goes, so that a slow device never lags behind.
        const auto description = std::string("appsrc name=edge is-live=true format=time ") +
                                 "do-timestamp=true block=false max-bytes=9600 " +
                                 "leaky-type=downstream caps=" + format +
                                 " ! audioconvert ! audioresample ! " + element;
        worker_->post([loudspeaker = loudspeaker_, description] {
            if (!loudspeaker->isWanted) return;
            loudspeaker->pipeline.open(description,
                                       [&](GstElement* edge) { loudspeaker->setEdge(edge); });
        });
    }
    ~GStreamerSink() override {
        loudspeaker_->isWanted = false;
        worker_->post([loudspeaker = loudspeaker_] {
            loudspeaker->setEdge(nullptr);
            loudspeaker->pipeline.close();
        });
    }
    GStreamerSink(const GStreamerSink&) = delete;
    GStreamerSink& operator=(const GStreamerSink&) = delete;

    [[nodiscard]] int rate() const override { return deviceRate; }
    void write(std::span<const std::int16_t> samples) override { loudspeaker_->play(samples); }
    [[nodiscard]] std::optional<core::Error> takeError() override {
        return loudspeaker_->pipeline.takeError();
    }

private:
    std::shared_ptr<DeviceWorker> worker_;
    std::shared_ptr<Loudspeaker> loudspeaker_;
};

}  // namespace

GStreamerDevices::GStreamerDevices(core::Log& log) : GStreamerDevices(log, Elements{}) {}

GStreamerDevices::GStreamerDevices(core::Log& log, Elements elements)
    : log_(log), elements_(std::move(elements)), worker_(std::make_shared<DeviceWorker>()) {}

GStreamerDevices::~GStreamerDevices() = default;

/// Reads the registry of plugins and loads those of both ends, once, before the first call.
void GStreamerDevices::warmUp() {
    worker_->post([log = &log_, elements = elements_] {
        GError* error = nullptr;
        if (gst_init_check(nullptr, nullptr, &error) == FALSE) {
            log->warning("media", error != nullptr ? error->message : "GStreamer does not start");
            g_clear_error(&error);
            return;
        }
        for (const char* name : {"appsrc", "appsink", "audioconvert", "audioresample",
                                 "autoaudiosrc", "autoaudiosink", "pulsesrc", "pulsesink"}) {
            if (auto* factory = gst_element_factory_find(name)) {
                auto* loaded = gst_plugin_feature_load(GST_PLUGIN_FEATURE(factory));
                if (loaded != nullptr) gst_object_unref(loaded);
                gst_object_unref(factory);
            }
        }
    });
}

std::unique_ptr<AudioSource> GStreamerDevices::openSource() {
    return openSource(elements_.source);
}

std::unique_ptr<AudioSink> GStreamerDevices::openSink() {
    return openSink(elements_.sink);
}

std::unique_ptr<AudioSource> GStreamerDevices::openSource(const std::string& element) {
    return std::make_unique<GStreamerSource>(worker_, element);
}

std::unique_ptr<AudioSink> GStreamerDevices::openSink(const std::string& element) {
    return std::make_unique<GStreamerSink>(worker_, element);
}

/// What the queues of both ends hold before a sound server adds its own; the canceller's filter
/// reaches 128 ms further.
std::optional<int> GStreamerDevices::echoDelay() const {
    return 40;
}

std::string GStreamerDevices::text() const {
    return "Microphone and loudspeaker of this computer";
}

}  // namespace sidetone::media
