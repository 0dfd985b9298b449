// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/devices/GStreamerPipeline.h"

#include <utility>

namespace sidetone::media {

GStreamerPipeline::~GStreamerPipeline() {
    close();
}

void GStreamerPipeline::open(const std::string& description,
                             const std::function<void(GstElement*)>& prepare) {
    GError* error = nullptr;
    if (gst_init_check(nullptr, nullptr, &error) == FALSE) {
        fail(error != nullptr ? error->message : "GStreamer does not start");
        g_clear_error(&error);
        return;
    }
    pipeline_ =
        gst_parse_launch_full(description.c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &error);
    if (pipeline_ == nullptr) {
        fail(error != nullptr ? error->message : "GStreamer lacks a part");
        g_clear_error(&error);
        return;
    }
    GstElement* edge = gst_bin_get_by_name(GST_BIN(pipeline_), "edge");
    prepare(edge);
    gst_object_unref(edge);
    GstBus* bus = gst_element_get_bus(pipeline_);
    gst_bus_set_sync_handler(bus, &GStreamerPipeline::heard, this, nullptr);
    gst_object_unref(bus);
    if (gst_element_set_state(pipeline_, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
        fail("it does not start");
    }
}

void GStreamerPipeline::close() {
    if (pipeline_ == nullptr) return;
    gst_element_set_state(pipeline_, GST_STATE_NULL);
    gst_object_unref(pipeline_);
    pipeline_ = nullptr;
}

std::optional<core::Error> GStreamerPipeline::takeError() {
    const std::lock_guard lock(mutex_);
    return std::exchange(error_, std::nullopt);
}

/// The first failure counts; later ones follow from it.
void GStreamerPipeline::fail(const std::string& answer) {
    const std::lock_guard lock(mutex_);
    if (failed_) return;
    failed_ = true;
    error_ = core::Error{core::ErrorCode::Device, tried_, answer,
                         "Look whether it is plugged in and chosen in the sound settings."};
}

GstBusSyncReply GStreamerPipeline::heard(GstBus* bus, GstMessage* message, gpointer self) {
    static_cast<void>(bus);
    auto* pipeline = static_cast<GStreamerPipeline*>(self);
    if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) {
        GError* error = nullptr;
        gst_message_parse_error(message, &error, nullptr);
        pipeline->fail(error != nullptr ? error->message : "it failed");
        g_clear_error(&error);
    } else if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_EOS) {
        pipeline->fail("it went away");
    }
    gst_message_unref(message);
    return GST_BUS_DROP;
}

}  // namespace sidetone::media
