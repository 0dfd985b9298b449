// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/LinkWatch.h"

#include <algorithm>

namespace sidetone::xmpp {

LinkWatch::LinkWatch(core::Clock& clock, core::Milliseconds silence, core::Milliseconds answer,
                     Handlers handlers)
    : clock_(clock), silence_(silence), answer_(answer), handlers_(std::move(handlers)) {}

void LinkWatch::start() {
    askedAt_.reset();
    lastHeard_ = clock_.now();
    arm();
}

void LinkWatch::stop() {
    timer_.stop();
    askedAt_.reset();
}

void LinkWatch::heard() {
    lastHeard_ = clock_.now();
    askedAt_.reset();
}

void LinkWatch::asked() {
    if (askedAt_ || !timer_.isSet()) return;
    askedAt_ = clock_.now();
    if (due() < armedFor_) arm();
}

void LinkWatch::askNow() {
    if (!timer_.isSet()) return;
    handlers_.ask();
    asked();
}

core::Instant LinkWatch::due() const {
    return askedAt_ ? *askedAt_ + answer_ : lastHeard_ + silence_;
}

void LinkWatch::arm() {
    armedFor_ = due();
    const auto delay = std::chrono::ceil<core::Milliseconds>(armedFor_ - clock_.now());
    timer_ = clock_.after(std::max(delay, core::Milliseconds(0)), [this] { look(); });
}

void LinkWatch::look() {
    if (clock_.now() < due()) return arm();
    if (askedAt_) {
        stop();
        return handlers_.dead();
    }
    handlers_.ask();
    askedAt_ = clock_.now();
    arm();
}

}  // namespace sidetone::xmpp
