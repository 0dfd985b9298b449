// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/devices/PulseList.h"

#include <string_view>
#include <utility>

namespace sidetone::media {
namespace {

constexpr pa_usec_t againAfter = PA_USEC_PER_SEC;

void release(pa_operation* operation) {
    if (operation != nullptr) pa_operation_unref(operation);
}

std::string_view property(const pa_proplist* list, const char* key) {
    const char* value = pa_proplist_gets(list, key);
    return value != nullptr ? value : "";
}

bool isHeadset(const pa_proplist* list) {
    const auto form = property(list, PA_PROP_DEVICE_FORM_FACTOR);
    return form == "headset" || form == "headphone" || form == "hands-free";
}

/// Sinks and sources have the same fields in two structures.
template <class Info>
SoundDevice deviceOf(const Info& info, const std::string& defaultName) {
    SoundDevice device;
    device.id = info.name;
    device.name = info.description != nullptr ? info.description : info.name;
    device.isDefault = device.id == defaultName;
    device.isHeadset = isHeadset(info.proplist);
    device.isReady =
        info.active_port == nullptr || info.active_port->available != PA_PORT_AVAILABLE_NO;
    // Sinks and sources are counted apart.
    device.instance = info.index * 2;
    return device;
}

}  // namespace

PulseList::PulseList(Told told) : told_(std::move(told)), loop_(pa_threaded_mainloop_new()) {
    pa_threaded_mainloop_set_name(loop_, "sound-list");
    connect();
    pa_threaded_mainloop_start(loop_);
}

PulseList::~PulseList() {
    pa_threaded_mainloop_stop(loop_);
    if (context_ != nullptr) {
        pa_context_set_state_callback(context_, nullptr, nullptr);
        pa_context_set_subscribe_callback(context_, nullptr, nullptr);
        pa_context_disconnect(context_);
        pa_context_unref(context_);
    }
    pa_threaded_mainloop_free(loop_);
}

void PulseList::silence() {
    const auto held = lock();
    told_ = [](const std::vector<SoundDevice>&) {};
}

pa_context* PulseList::context() const {
    const bool isReady = context_ != nullptr && pa_context_get_state(context_) == PA_CONTEXT_READY;
    return isReady ? context_ : nullptr;
}

void PulseList::close(pa_stream* stream) {
    // libpulse does not end what the server has not answered for: it would be opened, and stay so.
    const auto endOnceOpen = [](pa_stream* late, void*) {
        if (pa_stream_get_state(late) == PA_STREAM_READY) pa_stream_disconnect(late);
    };
    pa_stream_set_state_callback(stream, endOnceOpen, nullptr);
    endOnceOpen(stream, nullptr);
    // The connection has a reference of its own to what is open.
    pa_stream_unref(stream);
}

void PulseList::connect() {
    auto* api = pa_threaded_mainloop_get_api(loop_);
    context_ = pa_context_new(api, "Sidetone");
    pa_context_set_state_callback(context_, &PulseList::stateChanged, this);
    const auto flags = static_cast<pa_context_flags_t>(PA_CONTEXT_NOAUTOSPAWN);
    if (pa_context_connect(context_, nullptr, flags, nullptr) < 0) lost();
}

void PulseList::stateChanged(pa_context* context, void* self) {
    auto* list = static_cast<PulseList*>(self);
    const auto state = pa_context_get_state(context);
    if (state == PA_CONTEXT_FAILED || state == PA_CONTEXT_TERMINATED) list->lost();
    if (state != PA_CONTEXT_READY) return;
    const auto happened = [](pa_context*, pa_subscription_event_type_t, std::uint32_t, void* to) {
        static_cast<PulseList*>(to)->ask();
    };
    pa_context_set_subscribe_callback(context, happened, self);
    const auto mask = static_cast<pa_subscription_mask_t>(
        PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SOURCE | PA_SUBSCRIPTION_MASK_SERVER);
    release(pa_context_subscribe(context, mask, nullptr, nullptr));
    list->ask();
}

void PulseList::lost() {
    if (again_ != nullptr) return;
    isAsking_ = false;
    told_({});
    auto* api = pa_threaded_mainloop_get_api(loop_);
    const auto tryAgain = [](pa_mainloop_api* of, pa_time_event* event, const timeval*, void* to) {
        auto* list = static_cast<PulseList*>(to);
        of->time_free(event);
        list->again_ = nullptr;
        // Released here: inside its own callback it must not go.
        pa_context_unref(std::exchange(list->context_, nullptr));
        list->connect();
    };
    timeval when{};
    pa_timeval_add(pa_gettimeofday(&when), againAfter);
    again_ = api->time_new(api, &when, tryAgain, this);
}

void PulseList::ask() {
    isStale_ = isAsking_;
    if (std::exchange(isAsking_, true)) return;
    found_.clear();
    const auto server = [](pa_context*, const pa_server_info* info, void* self) {
        static_cast<PulseList*>(self)->gotServer(info);
    };
    release(pa_context_get_server_info(context_, server, this));
}

void PulseList::gotServer(const pa_server_info* info) {
    if (info != nullptr) {
        defaultSink_ = info->default_sink_name != nullptr ? info->default_sink_name : "";
        defaultSource_ = info->default_source_name != nullptr ? info->default_source_name : "";
    }
    const auto sink = [](pa_context*, const pa_sink_info* each, int last, void* self) {
        if (last == 0 && each != nullptr) static_cast<PulseList*>(self)->gotSink(*each);
    };
    const auto source = [](pa_context*, const pa_source_info* each, int last, void* self) {
        auto* list = static_cast<PulseList*>(self);
        if (last == 0 && each != nullptr) list->gotSource(*each);
        if (last != 0) list->finish();
    };
    release(pa_context_get_sink_info_list(context_, sink, this));
    release(pa_context_get_source_info_list(context_, source, this));
}

void PulseList::gotSink(const pa_sink_info& info) {
    // What servers put in the place of a device where there is none.
    if (std::string_view(info.name) == "auto_null") return;
    found_.push_back(deviceOf(info, defaultSink_));
}

void PulseList::gotSource(const pa_source_info& info) {
    // A monitor hears what the loudspeaker plays: as a microphone it would be an echo.
    if (info.monitor_of_sink != PA_INVALID_INDEX) return;
    if (property(info.proplist, PA_PROP_DEVICE_CLASS) == "monitor") return;
    auto device = deviceOf(info, defaultSource_);
    device.isMicrophone = true;
    device.instance += 1;
    found_.push_back(std::move(device));
}

void PulseList::finish() {
    isAsking_ = false;
    told_(found_);
    if (isStale_) ask();
}

}  // namespace sidetone::media
