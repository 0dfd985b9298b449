// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/devices/PulseSystem.h"

#include <QMetaObject>
#include <utility>

namespace sidetone::media {
namespace {

/// As gst-launch reads it.
std::string quoted(const std::string& text) {
    std::string all = "\"";
    for (const char each : text) {
        if (each == '"' || each == '\\') all += '\\';
        all += each;
    }
    return all + "\"";
}

/// The role lets the server turn music down while somebody speaks.
std::string element(const char* kind, const SoundDevice& device, const char* role) {
    return std::string(kind) + " client-name=Sidetone device=" + quoted(device.id) +
           " stream-properties=\"props,media.role=" + role + "\"";
}

}  // namespace

PulseSystem::PulseSystem(core::Log& log) : edges_(log, {"pulsesrc", "pulsesink"}) {}

PulseSystem::~PulseSystem() {
    list_.reset();
}

void PulseSystem::start(Changed changed) {
    edges_.warmUp();
    list_ = std::make_unique<PulseList>([this, changed = std::move(changed)](auto devices) {
        QMetaObject::invokeMethod(
            &mailbox_, [changed, devices = std::move(devices)] { changed(devices); },
            Qt::QueuedConnection);
    });
}

std::unique_ptr<AudioSource> PulseSystem::openSource(const SoundDevice& device) {
    return edges_.openSource(element("pulsesrc", device, "phone"));
}

std::unique_ptr<AudioSink> PulseSystem::openSink(const SoundDevice& device, SoundRole role) {
    return edges_.openSink(
        element("pulsesink", device, role == SoundRole::Ring ? "event" : "phone"));
}

}  // namespace sidetone::media
