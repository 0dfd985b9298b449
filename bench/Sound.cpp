// SPDX-License-Identifier: GPL-3.0-or-later
// Measures what a codec costs: one side of a call of 30 s, spoken and heard, in virtual time.
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <numbers>

#include "media/AudioStream.h"
#include "media/cleaning/SoundCleaner.h"

namespace {

using namespace sidetone;

/// A hum in syllables at 48 kHz, like the devices'.
class Voice final : public media::AudioSource {
public:
    [[nodiscard]] int rate() const override { return 48000; }
    void read(std::span<std::int16_t> samples) override {
        for (auto& sample : samples) {
            const double t = static_cast<double>(place_++) / 48000;
            const double pitch = std::fmod(t * (120 + 20 * std::sin(t)), 1.0) - 0.5;
            const double syllable = std::max(0.0, std::sin(2 * std::numbers::pi * 1.5 * t));
            sample = static_cast<std::int16_t>(12000 * pitch * syllable);
        }
    }

private:
    std::uint64_t place_ = 0;
};

class Ear final : public media::AudioSink {
public:
    [[nodiscard]] int rate() const override { return 48000; }
    void write(std::span<const std::int16_t> samples) override { heard_ += samples.size(); }

private:
    std::uint64_t heard_ = 0;
};

double cpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// One stream that hears itself: what it sends comes back with the next tick.
double measure(const media::AudioFormat& format, bool cleaned) {
    std::deque<std::vector<std::uint8_t>> packets;
    const auto out = [&](media::StreamPort port, std::span<const std::uint8_t> bytes,
                         const media::SocketAddress&) {
        if (port == media::StreamPort::Rtp) packets.emplace_back(bytes.begin(), bytes.end());
    };
    media::StreamEvents events{[] {}, [](const media::AudioStatistics&) {}, [](char) {},
                               [](const core::Error&) {}};
    media::AudioStream stream({std::make_unique<Voice>(), std::make_unique<Ear>(), out, events,
                               media::NtpClock(core::Instant{}, core::WallTime{}), 1, "bench",
                               20000, cleaned ? media::makeSoundCleaner({}, 40) : nullptr});
    media::AudioParameters parameters;
    parameters.remoteRtp = {"192.0.2.1", 20000};
    parameters.send = format;
    parameters.receive = {format};
    core::Instant now{std::chrono::seconds(1)};
    auto prepared = media::prepareStream(parameters, nullptr);
    if (!prepared) return -1;
    stream.configure(std::move(*prepared), now);
    const auto from = *media::SocketAddress::of({"192.0.2.1", 20000});
    const double before = cpuSeconds();
    for (int i = 0; i < 30 * 50; ++i) {
        now += core::Milliseconds(20);
        for (; !packets.empty(); packets.pop_front()) {
            stream.received(media::StreamPort::Rtp, packets.front(), from, now);
        }
        stream.tick(now);
    }
    return cpuSeconds() - before;
}

}  // namespace

int main() {
    std::printf("CPU seconds for one side of 30 s of sound, devices at 48 kHz:\n");
    for (const auto& format : media::offeredFormats()) {
        double least = 1e9;
        for (int run = 0; run < 3; ++run) least = std::min(least, measure(format, false));
        std::printf("  %-14s %-16s %6.3f  (%.2f %% of a core)\n",
                    media::rtpmap(format.codec).c_str(), format.parameters.c_str(), least,
                    least / 0.3);
    }
    const auto opus = media::offeredFormats().front();
    const double plain = measure(opus, false);
    const double cleaned = measure(opus, true);
    std::printf("  echo, gain and noise together add %6.3f\n", std::max(0.0, cleaned - plain));
    return 0;
}
