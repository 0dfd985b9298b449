// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/chat/DeliveryWatch.h"

#include <memory>
#include <utility>

namespace sidetone::messaging {
namespace {

using std::chrono_literals::operator""h;
using std::chrono_literals::operator""s;

constexpr core::Milliseconds overdue = 10s;
constexpr core::Milliseconds storing = 3s;  // a device stores a message before it confirms it
constexpr auto lookBack = 72h;
constexpr int mostTries = 3;
constexpr int growth = 4;
constexpr std::size_t mostDevices = 5;
/// Some programs never confirm: the oldest messages to them are not looked after any more.
constexpr std::size_t mostWatched = 1'000;

}  // namespace

void DeliveryWatch::open() {
    isOpen_ = true;
    mayBeMissing_ = true;
    if (!due_.empty() && !timer_.isSet()) timer_ = parts_.clock.after(overdue, [this] { look(); });
}

void DeliveryWatch::reset() {
    isOpen_ = false;
    timer_.stop();
    owner_.cancelAll();
    due_.clear();
    asking_.clear();
    heard_.clear();
}

void DeliveryWatch::presenceChanged(const core::Address& peer) {
    if (mayBeMissing_ && parts_.tracker.of(peer) != nullptr) arm(peer);
}

void DeliveryWatch::noticed(const Message& message) {
    if (message.direction != Direction::Out) return;
    const bool hadDevice = parts_.tracker.of(message.peer) != nullptr;
    if (message.delivery == Delivery::Sent && hadDevice) {
        watched_.insert(message.id);
        mayBeMissing_ = true;
        if (watched_.size() > mostWatched) forget(*watched_.begin());
    }
    if (message.delivery == Delivery::Delivered || message.delivery == Delivery::Read) {
        forget(message.id);
    }
    const bool hasMoved =
        message.delivery == Delivery::Sent || message.delivery == Delivery::Delivered;
    if (mayBeMissing_ && hasMoved) arm(message.peer);
}

void DeliveryWatch::forget(std::int64_t id) {
    watched_.erase(id);
    tries_.erase(id);
}

void DeliveryWatch::arm(const core::Address& peer) {
    due_.insert(peer);
    if (!isOpen_ || timer_.isSet()) return;
    timer_ = parts_.clock.after(overdue, [this] { look(); });
}

void DeliveryWatch::look() {
    timer_.stop();
    auto people = std::exchange(due_, {});
    auto heard = std::exchange(heard_, {});
    parts_.history.unconfirmed(parts_.clock.wallTime() - lookBack)
        .then(owner_, [this, people = std::move(people), heard = std::move(heard)](
                          const core::Result<std::vector<store::Unconfirmed>>& found) {
            if (!found) return;
            mayBeMissing_ = !found->empty();
            std::set<core::Address> open;
            for (const auto& unconfirmed : *found) {
                const auto& peer = unconfirmed.message.peer;
                const auto answered = heard.find(peer);
                const bool isHeard =
                    answered != heard.end() && unconfirmed.message.time < answered->second;
                if (!isHeard && !people.contains(peer)) continue;
                if (decide(unconfirmed, isHeard)) open.insert(peer);
            }
            for (const auto& peer : open) askDevices(peer);
        });
}

bool DeliveryWatch::decide(const store::Unconfirmed& unconfirmed, bool isHeard) {
    const auto& message = unconfirmed.message;
    if (!watched_.contains(message.id)) return false;
    const auto tried = tries_.find(message.id);
    const bool wasTried = tried != tries_.end();
    if (wasTried && tried->second.count >= mostTries) return false;
    const bool isEarly = parts_.clock.wallTime() - message.time < overdue ||
                         (wasTried && parts_.clock.now() < tried->second.next) ||
                         parts_.outbox.isUnderWay(message.stanzaId);
    if (isEarly) {
        arm(message.peer);
        return false;
    }
    if (!unconfirmed.isPassed && !isHeard) return true;
    sendAgain(message);
    arm(message.peer);
    return false;
}

void DeliveryWatch::askDevices(const core::Address& peer) {
    auto devices = parts_.tracker.devices(peer);
    if (devices.empty() || !asking_.insert(peer).second) return;
    if (devices.size() > mostDevices) devices.resize(mostDevices);
    struct Asked {
        std::size_t left;
        bool canConfirm = false;
        bool mayDouble = false;
    };
    auto asked = std::make_shared<Asked>(Asked{devices.size()});
    const auto time = parts_.clock.wallTime();
    for (const auto& device : devices) {
        parts_.probe.ask(device).then(
            owner_, [this, peer, asked, time](const core::Result<DeviceProbe::Answer>& answer) {
                const auto is = answer.value_or(DeviceProbe::Answer::Unknown);
                asked->canConfirm = asked->canConfirm || is == DeviceProbe::Answer::Confirms;
                asked->mayDouble = asked->mayDouble || is == DeviceProbe::Answer::Silent;
                if (--asked->left > 0) return;
                asking_.erase(peer);
                if (!asked->canConfirm || asked->mayDouble) return;
                heard_[peer] = time;
                if (!isOpen_) return;
                due_.insert(peer);
                if (!timer_.isSet()) timer_ = parts_.clock.after(storing, [this] { look(); });
            });
    }
}

void DeliveryWatch::sendAgain(const store::StoredMessage& message) {
    auto& tries = tries_[message.id];
    ++tries.count;
    auto wait = overdue;
    for (int i = 0; i < tries.count; ++i) wait *= growth;
    tries.next = parts_.clock.now() + wait;
    parts_.outbox.sendAgain(message);
}

}  // namespace sidetone::messaging
