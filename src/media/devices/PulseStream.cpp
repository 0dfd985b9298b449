// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/devices/PulseStream.h"

#include <algorithm>
#include <utility>

namespace sidetone::media {
namespace {

constexpr std::uint32_t octetsOf(int milliseconds) {
    return static_cast<std::uint32_t>(PulseStream::rate / 1000 * milliseconds * 2);
}
/// What the server keeps of a loudspeaker, and hands over at once of a microphone.
constexpr std::uint32_t playedAhead = octetsOf(60);
/// What has to wait there before it plays, at the begin and after a gap.
constexpr std::uint32_t waitsFirst = octetsOf(30);
constexpr std::uint32_t heardAtOnce = octetsOf(20);
/// More than this waiting means that the device runs faster than our clock: the oldest goes.
constexpr std::size_t mostWaiting = PulseStream::rate / 1000 * 80;
constexpr std::size_t keptWaiting = PulseStream::rate / 1000 * 30;

class PulseSource final : public AudioSource {
public:
    PulseSource(std::shared_ptr<PulseList> list, const std::string& device)
        : stream_(std::move(list), PulseStream::Way::Record, device, "phone") {}
    [[nodiscard]] int rate() const override { return PulseStream::rate; }
    void read(std::span<std::int16_t> samples) override { stream_.read(samples); }
    [[nodiscard]] std::optional<core::Error> takeError() override { return stream_.takeError(); }

private:
    PulseStream stream_;
};

class PulseSink final : public AudioSink {
public:
    PulseSink(std::shared_ptr<PulseList> list, const std::string& device, const char* role)
        : stream_(std::move(list), PulseStream::Way::Play, device, role) {}
    [[nodiscard]] int rate() const override { return PulseStream::rate; }
    void write(std::span<const std::int16_t> samples) override { stream_.write(samples); }
    [[nodiscard]] std::optional<core::Error> takeError() override { return stream_.takeError(); }

private:
    PulseStream stream_;
};

}  // namespace

PulseStream::PulseStream(std::shared_ptr<PulseList> list, Way way, const std::string& device,
                         const char* role)
    : list_(std::move(list)), way_(way) {
    const auto lock = list_->lock();
    if (list_->context() == nullptr) return;
    constexpr pa_sample_spec format{PA_SAMPLE_S16LE, rate, 1};
    // The role lets the server turn music down while somebody speaks.
    auto* properties = pa_proplist_new();
    pa_proplist_sets(properties, PA_PROP_MEDIA_ROLE, role);
    stream_ =
        pa_stream_new_with_proplist(list_->context(), "Sidetone", &format, nullptr, properties);
    pa_proplist_free(properties);
    if (stream_ == nullptr || connect(way, device)) return;
    pa_stream_unref(std::exchange(stream_, nullptr));
}

bool PulseStream::connect(Way way, const std::string& device) {
    constexpr auto unset = static_cast<std::uint32_t>(-1);
    pa_buffer_attr buffer{unset, unset, unset, unset, unset};
    if (way == Way::Record) {
        buffer.fragsize = heardAtOnce;
        return pa_stream_connect_record(stream_, device.c_str(), &buffer,
                                        PA_STREAM_ADJUST_LATENCY) == 0;
    }
    buffer.tlength = playedAhead;
    // With nothing to wait for, the server counts on through a gap: all that is written later at
    // the pace of the call is too late by that gap, and stays silent for ever.
    buffer.prebuf = waitsFirst;
    return pa_stream_connect_playback(stream_, device.c_str(), &buffer, PA_STREAM_ADJUST_LATENCY,
                                      nullptr, nullptr) == 0;
}

PulseStream::~PulseStream() {
    const auto lock = list_->lock();
    if (stream_ != nullptr) list_->close(stream_);
}

bool PulseStream::isReady() const {
    return stream_ != nullptr && pa_stream_get_state(stream_) == PA_STREAM_READY;
}

void PulseStream::write(std::span<const std::int16_t> samples) {
    const auto lock = list_->lock();
    if (!isReady()) return;
    const auto room = pa_stream_writable_size(stream_);
    if (room == static_cast<std::size_t>(-1)) return;
    const auto octets = std::min(room, samples.size_bytes()) & ~std::size_t{1};
    if (octets == 0) return;
    pa_stream_write(stream_, samples.data(), octets, nullptr, 0, PA_SEEK_RELATIVE);
}

void PulseStream::collect() {
    const auto lock = list_->lock();
    if (!isReady()) return;
    while (pa_stream_readable_size(stream_) > 0) {
        const void* heard = nullptr;
        std::size_t octets = 0;
        if (pa_stream_peek(stream_, &heard, &octets) != 0 || octets == 0) return;
        if (heard != nullptr) {
            waiting_.put({static_cast<const std::int16_t*>(heard), octets / 2});
        }
        pa_stream_drop(stream_);
    }
}

void PulseStream::read(std::span<std::int16_t> samples) {
    collect();
    const auto count = std::min(samples.size(), waiting_.size());
    std::ranges::copy(waiting_.front(count), samples.begin());
    waiting_.drop(count);
    std::ranges::fill(samples.subspan(count), std::int16_t{0});
    if (waiting_.size() > mostWaiting) waiting_.drop(waiting_.size() - keptWaiting);
}

std::optional<core::Error> PulseStream::takeError() {
    const auto lock = list_->lock();
    if (isTold_ || (stream_ != nullptr && PA_STREAM_IS_GOOD(pa_stream_get_state(stream_)))) {
        return std::nullopt;
    }
    isTold_ = true;
    return core::fail(
        core::ErrorCode::Device,
        way_ == Way::Play ? "Playing on the loudspeaker" : "Listening to the microphone",
        "the sound server has ended it",
        "Look whether it is plugged in and chosen in the sound settings.");
}

std::unique_ptr<AudioSource> makePulseSource(std::shared_ptr<PulseList> list,
                                             const std::string& device) {
    return std::make_unique<PulseSource>(std::move(list), device);
}

std::unique_ptr<AudioSink> makePulseSink(std::shared_ptr<PulseList> list, const std::string& device,
                                         const char* role) {
    return std::make_unique<PulseSink>(std::move(list), device, role);
}

}  // namespace sidetone::media
