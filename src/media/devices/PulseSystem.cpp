// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/devices/PulseSystem.h"

#include <QMetaObject>
#include <utility>

#include "media/devices/PulseStream.h"

namespace sidetone::media {
PulseSystem::~PulseSystem() {
    if (list_) list_->silence();
}

void PulseSystem::start(Changed changed) {
    list_ = std::make_shared<PulseList>([this, changed = std::move(changed)](auto devices) {
        QMetaObject::invokeMethod(
            &mailbox_, [changed, devices = std::move(devices)] { changed(devices); },
            Qt::QueuedConnection);
    });
}

std::unique_ptr<AudioSource> PulseSystem::openSource(const SoundDevice& device) {
    return makePulseSource(list_, device.id);
}

std::unique_ptr<AudioSink> PulseSystem::openSink(const SoundDevice& device, SoundRole role) {
    return makePulseSink(list_, device.id, role == SoundRole::Ring ? "event" : "phone");
}

}  // namespace sidetone::media
