// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/dtmf/DigitSender.h"

#include <algorithm>

namespace sidetone::media {
namespace {

constexpr core::Milliseconds step(20);
constexpr int ends = 3;
constexpr int pauseTicks = 3;

}  // namespace

void DigitSender::add(std::uint8_t event, core::Milliseconds duration) {
    const auto whole = std::clamp(duration, core::Milliseconds(40), core::Milliseconds(6000));
    waiting_.push_back({event, (whole + step / 2) / step * step});
}

std::optional<DigitSender::Packet> DigitSender::tick() {
    if (pause_ > 0) {
        --pause_;
        return std::nullopt;
    }
    if (waiting_.empty()) return std::nullopt;
    const auto& digit = waiting_.front();
    Packet packet;
    packet.event.event = digit.event;
    packet.first = sent_.count() == 0;
    if (endsSent_ == 0) sent_ += step;
    packet.event.duration = static_cast<std::uint16_t>(sent_.count() * telephoneEventClock / 1000);
    packet.event.end = sent_ >= digit.duration;
    if (packet.event.end && ++endsSent_ == ends) {
        waiting_.pop_front();
        sent_ = core::Milliseconds(0);
        endsSent_ = 0;
        pause_ = pauseTicks;
    }
    return packet;
}

}  // namespace sidetone::media
