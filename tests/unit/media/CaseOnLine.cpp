// SPDX-License-Identifier: GPL-3.0-or-later
#include "CaseOnLine.h"

#include <algorithm>
#include <random>

#include "VideoPair.h"
#include "media/rate/ladder.h"

namespace sidetone::test {
namespace {

using core::Milliseconds;

/// G.711 at 20 ms with RTP, UDP and IPv4.
constexpr int soundPacket = 160 + 40;
constexpr int soundBits = 80'000;
constexpr Milliseconds soundEach(20);
constexpr Milliseconds sampleEach(100);
constexpr Milliseconds step(5);
constexpr std::size_t largestUnit = 1180;
constexpr double keyFactor = 4;
constexpr std::uint8_t keyUnit = 0x65;
constexpr std::uint8_t otherUnit = 0x41;

/// Pictures that have a size and no content.
class SizesOnly {
public:
    explicit SizesOnly(std::uint64_t seed) : random_(seed) {}

    media::EncodedPicture code(const media::H264Settings& settings, bool isKey) {
        const double noise = std::uniform_real_distribution<>(0.95, 1.05)(random_);
        const double mean = settings.bitsPerSecond / 8.0 / settings.framesPerSecond;
        auto rest = static_cast<std::size_t>(mean * noise * (isKey ? keyFactor : 1)) + 10;
        media::EncodedPicture picture;
        picture.isKey = isKey;
        while (rest > 0) {
            media::NalUnit unit(std::min(rest, largestUnit), 0x55);
            unit.front() = isKey ? keyUnit : otherUnit;
            rest -= unit.size();
            picture.units.push_back(std::move(unit));
        }
        return picture;
    }
    static media::ShownPicture look(const media::ReceivedPicture& picture) {
        media::ShownPicture shown;
        shown.size = media::defaultPictureSize;
        shown.isDamaged = picture.hasGaps;
        for (const auto& unit : picture.units) shown.isKey |= unit[0] == keyUnit;
        return shown;
    }

private:
    std::mt19937_64 random_;
};

class Playing {
public:
    Playing(const Scenario& scenario, std::uint64_t seed)
        : scenario_(scenario),
          lines_{LinkModel(scenario.forward, seed), LinkModel(scenario.back, seed + 1)} {
        for (std::size_t i = 0; i < scenario.flows.size(); ++i) {
            flows_.push_back(std::make_unique<Flow>(seed + 2 + i));
            prepare(*flows_.back());
        }
        begin_ = flows_.front()->pair.now;
    }

    std::vector<Sample> all() {
        apply(Milliseconds(0));
        for (auto& flow : flows_) flow->pair.configure();
        for (Milliseconds time(0); time < scenario_.duration; time += step) {
            apply(time);
            if (time % soundEach == Milliseconds(0)) speak(time);
            for (auto& flow : flows_) flow->pair.run(step);
            if (time % sampleEach == Milliseconds(0)) sample(time);
        }
        return std::move(samples_);
    }

private:
    struct Flow {
        explicit Flow(std::uint64_t seed) : sizes(seed) {}
        VideoPair pair;
        SizesOnly sizes;
        std::uint64_t octets = 0;  ///< of sound and pictures
        std::uint64_t noted = 0;
    };

    void prepare(Flow& flow) {
        if (scenario_.backCapacity.empty()) flow.pair.oneWay();
        for (std::size_t end = 0; end < 2; ++end) {
            auto& side = flow.pair.sides[end];
            side.out.shared = &lines_[end];
            side.parameters.feedback.arrivals = true;
            side.coder.code = [&flow](const media::H264Settings& settings, bool isKey) {
                return flow.sizes.code(settings, isKey);
            };
            side.coder.look = SizesOnly::look;
        }
    }
    void apply(Milliseconds time) {
        apply(scenario_.capacity, lines_[0], time);
        apply(scenario_.backCapacity, lines_[1], time);
    }
    void apply(const std::vector<std::pair<Milliseconds, double>>& plan, LinkModel& line,
               Milliseconds time) {
        for (const auto& [at, bits] : plan) {
            if (at != time) continue;
            auto settings = line.settings();
            settings.bitsPerSecond = bits;
            line.set(settings, begin_ + time);
        }
    }
    void speak(Milliseconds time) {
        for (auto& flow : flows_) {
            if (lines_[0].send(begin_ + time, soundPacket)) flow->octets += soundPacket;
            static_cast<void>(lines_[1].send(begin_ + time, soundPacket));
        }
    }
    void sample(Milliseconds time) {
        Sample sample;
        sample.seconds = static_cast<double>(time.count()) / 1000;
        sample.capacity = lines_[0].settings().bitsPerSecond;
        sample.queueMilliseconds =
            static_cast<double>(lines_[0].queued(begin_ + time).count()) / 1000;
        for (auto& flow : flows_) {
            const auto& side = flow->pair.sides[0];
            const auto octets = flow->octets + side.out.octets;
            sample.targets.push_back(side.statistics.targetBits + soundBits);
            sample.rates.push_back(static_cast<double>(octets - flow->noted) * 80);
            flow->noted = octets;
        }
        samples_.push_back(std::move(sample));
    }

    const Scenario& scenario_;
    LinkModel lines_[2];
    std::vector<std::unique_ptr<Flow>> flows_;
    core::Instant begin_;
    std::vector<Sample> samples_;
};

}  // namespace

Outcome playCase(Scenario scenario, std::uint64_t seed) {
    for (auto& flow : scenario.flows) {
        flow.range.most = media::videoLadder().back().wireBits + soundBits;
    }
    return judge(scenario, Playing(scenario, seed).all());
}

}  // namespace sidetone::test
