// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/devices/FollowingDevices.h"

#include <QMetaObject>
#include <algorithm>

#include "media/devices/chooseDevice.h"

namespace sidetone::media {
namespace {

constexpr int slotRate = 48000;

const char* tried(SoundRole role) {
    switch (role) {
        case SoundRole::Ring:
            return "Ringing";
        case SoundRole::Speak:
            return "Listening to a microphone";
        case SoundRole::Listen:
            break;
    }
    return "Playing the sound of the call";
}

class SlotSource final : public AudioSource {
public:
    explicit SlotSource(std::shared_ptr<DeviceSlot<AudioSource>> slot) : slot_(std::move(slot)) {}
    [[nodiscard]] int rate() const override { return slotRate; }
    void read(std::span<std::int16_t> samples) override {
        if (slot_->with([&](AudioSource& source) { source.read(samples); })) return;
        std::ranges::fill(samples, std::int16_t{0});
    }
    [[nodiscard]] std::optional<core::Error> takeError() override { return slot_->takeError(); }

private:
    std::shared_ptr<DeviceSlot<AudioSource>> slot_;
};

class SlotSink final : public AudioSink {
public:
    explicit SlotSink(std::shared_ptr<DeviceSlot<AudioSink>> slot) : slot_(std::move(slot)) {}
    [[nodiscard]] int rate() const override { return slotRate; }
    void write(std::span<const std::int16_t> samples) override {
        slot_->with([&](AudioSink& sink) { sink.write(samples); });
    }
    [[nodiscard]] std::optional<core::Error> takeError() override { return slot_->takeError(); }

private:
    std::shared_ptr<DeviceSlot<AudioSink>> slot_;
};

}  // namespace

FollowingDevices::FollowingDevices(std::unique_ptr<SoundSystem> system, core::Log& log)
    : system_(std::move(system)), log_(log) {}

FollowingDevices::~FollowingDevices() = default;

void FollowingDevices::warmUp() {
    if (std::exchange(started_, true)) return;
    system_->start([this](std::vector<SoundDevice> devices) { listChanged(std::move(devices)); });
}

std::unique_ptr<AudioSource> FollowingDevices::open(const SoundDevice& device, SoundRole,
                                                    const AudioSource*) {
    return system_->openSource(device);
}

std::unique_ptr<AudioSink> FollowingDevices::open(const SoundDevice& device, SoundRole role,
                                                  const AudioSink*) {
    return system_->openSink(device, role);
}

template <class Edge>
std::shared_ptr<DeviceSlot<Edge>> FollowingDevices::addSlot(Slots<Edge>& slots, SoundRole role) {
    warmUp();
    // Called on the media thread: whoever has something open keeps this object for so long.
    const auto failure = [this](std::uint32_t instance) {
        QMetaObject::invokeMethod(
            this, [this, instance] { failed(instance); }, Qt::QueuedConnection);
    };
    auto slot = std::make_shared<DeviceSlot<Edge>>(role, failure);
    slots.push_back(slot);
    settle(slots);
    return slot;
}

std::unique_ptr<AudioSource> FollowingDevices::openSource() {
    return std::make_unique<SlotSource>(addSlot(sources_, SoundRole::Speak));
}

std::unique_ptr<AudioSink> FollowingDevices::openSink() {
    return std::make_unique<SlotSink>(addSlot(sinks_, SoundRole::Listen));
}

std::unique_ptr<AudioSink> FollowingDevices::openRinger() {
    return std::make_unique<SlotSink>(addSlot(sinks_, SoundRole::Ring));
}

template <class Edge>
void FollowingDevices::settle(Slots<Edge>& slots) {
    std::erase_if(slots, [](const auto& slot) { return slot.expired(); });
    for (const auto& weak : slots) {
        if (const auto slot = weak.lock()) settle(*slot);
    }
}

template <class Edge>
void FollowingDevices::settle(DeviceSlot<Edge>& slot) {
    if (!listed_) return;
    const auto wanted = inUse(slot.role());
    const bool isSame = wanted.has_value() == slot.device().has_value() &&
                        (!wanted || wanted->instance == slot.device()->instance);
    if (isSame && slot.isSettled()) return;
    if (!wanted) {
        const auto none = core::fail(core::ErrorCode::Device, tried(slot.role()),
                                     "there is no sound device that works",
                                     "Plug one in: the call takes it by itself.");
        log_.warning("media", none.sentence());
        slot.change(std::nullopt, nullptr, none);
        return;
    }
    log_.info("media", std::string(tried(slot.role())) + ": " + wanted->name);
    slot.change(wanted, open(*wanted, slot.role(), static_cast<const Edge*>(nullptr)),
                std::nullopt);
}

void FollowingDevices::settleAll() {
    settle(sources_);
    settle(sinks_);
    Q_EMIT changed();
}

void FollowingDevices::listChanged(std::vector<SoundDevice> devices) {
    listed_ = true;
    devices_ = std::move(devices);
    std::erase_if(refused_, [this](std::uint32_t instance) {
        return std::ranges::find(devices_, instance, &SoundDevice::instance) == devices_.end();
    });
    settleAll();
}

void FollowingDevices::failed(std::uint32_t instance) {
    if (std::ranges::find(devices_, instance, &SoundDevice::instance) == devices_.end()) return;
    refused_.insert(instance);
    settleAll();
}

std::string FollowingDevices::chosen(SoundRole role) const {
    const auto found = chosen_.find(role);
    return found == chosen_.end() ? std::string() : found->second;
}

void FollowingDevices::choose(SoundRole role, const std::string& id) {
    chosen_[role] = id;
    // Whoever chooses a device that failed wants it tried once more.
    std::erase_if(refused_, [&](std::uint32_t instance) {
        const auto found = std::ranges::find(devices_, instance, &SoundDevice::instance);
        return found != devices_.end() && found->id == id;
    });
    settleAll();
}

std::optional<SoundDevice> FollowingDevices::inUse(SoundRole role) const {
    return chooseDevice(role, devices_, chosen(role), refused_);
}

std::string FollowingDevices::text() const {
    const auto listen = inUse(SoundRole::Listen);
    const auto speak = inUse(SoundRole::Speak);
    if (!listed_) return "Microphone and loudspeaker of this computer";
    return "Microphone: " + (speak ? speak->name : "none") +
           "; loudspeaker: " + (listen ? listen->name : "none");
}

}  // namespace sidetone::media
