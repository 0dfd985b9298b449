// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/SoundController.h"

#include <algorithm>

#include "models/words.h"

namespace sidetone::desktop {

using media::SoundControl;
using media::SoundDevice;
using media::SoundRole;
using media::SoundTestState;

namespace {

/// What is softer than this shows as nothing.
constexpr double quietest = -60;

}  // namespace

void SoundController::setControl(SoundControl* control) {
    control_ = control;
    if (control_) {
        connect(control_, &SoundControl::changed, this, &SoundController::changed);
        connect(control_, &SoundControl::testChanged, this, &SoundController::testChanged);
        connect(control_, &SoundControl::levelChanged, this, &SoundController::levelChanged);
    }
    Q_EMIT changed();
}

QStringList SoundController::names(SoundRole role) const {
    if (!control_) return {};
    QStringList names{tr("The system's default")};
    for (const auto& device : control_->devices(role)) {
        if (device.isDefault) names[0] = tr("The system's default: %1").arg(toQt(device.name));
        names << toQt(device.name);
    }
    return names;
}

QStringList SoundController::loudspeakers() const {
    return names(SoundRole::Listen);
}

QStringList SoundController::microphones() const {
    return names(SoundRole::Speak);
}

int SoundController::place(SoundRole role) const {
    if (!control_ || control_->chosen(role).empty()) return 0;
    const auto devices = control_->devices(role);
    const auto found = std::ranges::find(devices, control_->chosen(role), &SoundDevice::id);
    return found == devices.end() ? -1 : static_cast<int>(found - devices.begin()) + 1;
}

void SoundController::choose(SoundRole role, int place) {
    if (!control_) return;
    const auto devices = control_->devices(role);
    if (place < 0 || place > static_cast<int>(devices.size())) return;
    const auto id = place == 0 ? std::string() : devices[static_cast<std::size_t>(place - 1)].id;
    const auto chosen = control_->choose(role, id);
    if (!chosen) Q_EMIT failed(toQt(chosen.error().sentence()));
}

QString SoundController::summary() const {
    if (!control_) return {};
    const auto listen = control_->inUse(SoundRole::Listen);
    const auto speak = control_->inUse(SoundRole::Speak);
    if (!listen) return tr("No loudspeaker: calls are silent");
    if (!speak) return tr("No microphone: others cannot hear you");
    return listen->name == speak->name ? toQt(listen->name)
                                       : tr("%1 and %2").arg(toQt(listen->name), toQt(speak->name));
}

QString SoundController::trouble() const {
    if (!control_) return {};
    for (const auto role : {SoundRole::Listen, SoundRole::Speak, SoundRole::Ring}) {
        if (place(role) >= 0) continue;
        const auto instead = control_->inUse(role);
        return instead ? tr("A chosen device is not plugged in. Until it is, this one is taken: %1")
                             .arg(toQt(instead->name))
                       : tr("A chosen device is not plugged in, and there is no other one.");
    }
    return {};
}

bool SoundController::testing() const {
    if (!control_) return false;
    const auto state = control_->testState();
    return state == SoundTestState::Recording || state == SoundTestState::Playing;
}

QString SoundController::testWords() const {
    if (!control_) return {};
    switch (control_->testState()) {
        case SoundTestState::Recording:
            return tr("Say something: it is recorded for four seconds.");
        case SoundTestState::Playing:
            return tr("This is how others hear you.");
        case SoundTestState::Listening:
        case SoundTestState::Off:
            break;
    }
    return tr("Speak: the bar shows what the microphone hears.");
}

double SoundController::level() const {
    if (!control_) return 0;
    return std::clamp((control_->level() - quietest) / -quietest, 0.0, 1.0);
}

void SoundController::look() {
    if (control_) control_->startMeter();
}

void SoundController::leave() {
    if (control_) control_->stopTest();
}

void SoundController::toggleTest() {
    if (!control_) return;
    if (testing()) {
        control_->startMeter();
    } else {
        control_->startEcho();
    }
}

}  // namespace sidetone::desktop
