// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/gst.h>

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "core/Error.h"

namespace sidetone::media {

/// One running pipeline and what went wrong with it. open() and close() on the worker thread,
/// takeError() on any.
class GStreamerPipeline {
public:
    explicit GStreamerPipeline(std::string tried) : tried_(std::move(tried)) {}
    ~GStreamerPipeline();
    GStreamerPipeline(const GStreamerPipeline&) = delete;
    GStreamerPipeline& operator=(const GStreamerPipeline&) = delete;

    /// Parses and starts; `prepare` gets the element named "edge" before it runs.
    void open(const std::string& description, const std::function<void(GstElement*)>& prepare);
    void close();
    [[nodiscard]] std::optional<core::Error> takeError();

private:
    void fail(const std::string& answer);
    static GstBusSyncReply heard(GstBus* bus, GstMessage* message, gpointer self);

    const std::string tried_;
    GstElement* pipeline_ = nullptr;
    std::mutex mutex_;  ///< guards error_ and failed_
    std::optional<core::Error> error_;
    bool failed_ = false;
};

}  // namespace sidetone::media
