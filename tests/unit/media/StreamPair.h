// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "Sounds.h"
#include "core/Random.h"
#include "media/AudioStream.h"

namespace sidetone::test {

/// A tone in, everything kept out: what a test looks at. Frequency 0: something like a voice.
class MemorySource final : public media::AudioSource {
public:
    explicit MemorySource(double frequency) : frequency_(frequency) {}
    [[nodiscard]] int rate() const override { return 48000; }
    void read(std::span<std::int16_t> samples) override {
        if (frequency_ == 0) {
            for (auto& sample : samples) sample = voice();
            return;
        }
        const auto tone = sine(frequency_, 12, 48000, samples.size(), place_);
        std::copy(tone.begin(), tone.end(), samples.begin());
        place_ += samples.size();
    }

private:
    /// Pulses of a changing pitch and strength through a resonance.
    std::int16_t voice() {
        const double t = static_cast<double>(place_++) / 48000;
        pulse_ += (110 + 30 * std::sin(2 * t)) / 48000;
        double value = 1.985 * state_[0] - 0.989 * state_[1];
        if (pulse_ >= 1) {
            pulse_ -= 1;
            value += 9000 * (0.6 + 0.4 * std::sin(9 * t));
        }
        state_[1] = std::exchange(state_[0], value);
        return static_cast<std::int16_t>(std::clamp(value * 0.5, -30000.0, 30000.0));
    }

    double frequency_;
    std::size_t place_ = 0;
    double pulse_ = 0;
    double state_[2] = {0, 0};
};

class MemorySink final : public media::AudioSink {
public:
    explicit MemorySink(std::vector<std::int16_t>& heard) : heard_(heard) {}
    [[nodiscard]] int rate() const override { return 48000; }
    void write(std::span<const std::int16_t> samples) override {
        heard_.insert(heard_.end(), samples.begin(), samples.end());
    }

private:
    std::vector<std::int16_t>& heard_;
};

/// Two streams and a network between them in virtual time. A packet takes one millisecond, or
/// what `delay` says; nothing there: it is lost.
class StreamPair {
public:
    using Bytes = std::vector<std::uint8_t>;
    struct Side {
        std::unique_ptr<media::AudioStream> stream;
        std::vector<std::int16_t> heard;
        std::string digits;
        int firstPackets = 0;
        media::AudioStatistics statistics;
        media::AudioParameters parameters;
        std::optional<media::AudioParameters> before;
        media::SocketAddress address;
        std::vector<Bytes> sent;  ///< RTP packets as they went over the wire
        double tone = 0;
    };
    using Delay = std::function<std::optional<int>(int side, int number)>;

    StreamPair(media::AudioCodecKind codec, std::optional<media::SrtpSuite> suite) {
        core::SeededRandom keys(5);
        for (int i = 0; i < 2; ++i) {
            auto& mine = side[i];
            mine.tone = i == 0 ? 600 : 1000;
            mine.parameters.send = {codec, 97, "useinbandfec=1"};
            mine.parameters.receive = {{codec, 97, {}}, {media::AudioCodecKind::Pcmu, 0, {}}};
            mine.parameters.sendTelephoneEvent = 101;
            mine.parameters.receiveTelephoneEvent = 101;
            mine.parameters.remoteRtp = {"192.0.2." + std::to_string(2 - i), 20000};
            mine.address =
                *media::SocketAddress::of(net::Endpoint{"192.0.2." + std::to_string(i + 1), 20000});
            if (suite) mine.parameters.localKey = media::makeSrtpKey(*suite, keys);
            make(i);
        }
        for (int i = 0; i < 2; ++i) {
            side[i].parameters.remoteKey = side[1 - i].parameters.localKey;
            static_cast<void>(configure(i));
        }
    }

    /// Puts the side's parameters in force.
    core::Status configure(int i) {
        auto& mine = side[i];
        auto prepared =
            media::prepareStream(mine.parameters, mine.before ? &*mine.before : nullptr);
        if (!prepared) return prepared.error();
        mine.before = mine.parameters;
        mine.stream->configure(std::move(*prepared), now);
        return {};
    }

    /// The side's program restarts: another SSRC, other numbers, the same keys.
    void restart(int i) {
        make(i, 100);
        side[i].before.reset();
        static_cast<void>(configure(i));
    }

    /// Lets time pass; the two sides' clocks tick 7 ms apart.
    void run(int milliseconds) {
        for (int i = 0; i < milliseconds; ++i) {
            now += core::Milliseconds(1);
            ++passed_;
            deliver();
            if (passed_ % 20 == 0) side[0].stream->tick(now);
            if (passed_ % 20 == 7) side[1].stream->tick(now);
        }
    }
    /// What a side heard in the last so many milliseconds.
    [[nodiscard]] std::span<const std::int16_t> newest(int i, int milliseconds) const {
        const auto count = static_cast<std::size_t>(milliseconds) * 48;
        const auto& heard = side[i].heard;
        return std::span(heard).last(std::min(count, heard.size()));
    }
    void inject(int to, media::StreamPort port, Bytes bytes, const media::SocketAddress& from) {
        side[to].stream->received(port, bytes, from, now);
    }

    Side side[2];
    core::Instant now{std::chrono::seconds(1000)};
    Delay delay = [](int, int) { return std::optional(1); };

private:
    struct InFlight {
        core::Instant at;
        int to = 0;
        media::StreamPort port = media::StreamPort::Rtp;
        Bytes bytes;
    };

    void make(int i, std::uint64_t seed = 1) {
        auto& mine = side[i];
        media::StreamEvents events;
        events.firstPacket = [&mine] { ++mine.firstPackets; };
        events.statistics = [&mine](const media::AudioStatistics& s) { mine.statistics = s; };
        events.digit = [&mine](char digit) { mine.digits += digit; };
        events.deviceLost = [](const core::Error&) {};
        const auto out = [this, i](media::StreamPort port, std::span<const std::uint8_t> bytes,
                                   const media::SocketAddress&) {
            int number = 0;
            if (port == media::StreamPort::Rtp) {
                number = static_cast<int>(side[i].sent.size());
                side[i].sent.emplace_back(bytes.begin(), bytes.end());
            }
            const auto late = port == media::StreamPort::Rtp ? delay(i, number) : std::optional(1);
            if (!late) return;
            flying_.push_back(
                {now + core::Milliseconds(*late), 1 - i, port, Bytes(bytes.begin(), bytes.end())});
        };
        mine.stream = std::make_unique<media::AudioStream>(media::StreamPorts{
            std::make_unique<MemorySource>(mine.tone), std::make_unique<MemorySink>(mine.heard),
            out, std::move(events), media::NtpClock(now, core::WallTime{}),
            static_cast<std::uint64_t>(i) + seed, "name" + std::to_string(i), 20000});
    }

    void deliver() {
        for (std::size_t k = 0; k < flying_.size();) {
            if (flying_[k].at > now) {
                ++k;
                continue;
            }
            auto arrived = std::move(flying_[k]);
            flying_.erase(flying_.begin() + static_cast<std::ptrdiff_t>(k));
            side[arrived.to].stream->received(arrived.port, arrived.bytes,
                                              side[1 - arrived.to].address, now);
        }
    }

    std::deque<InFlight> flying_;
    std::int64_t passed_ = 0;
};

}  // namespace sidetone::test
