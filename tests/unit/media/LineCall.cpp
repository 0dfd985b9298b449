// SPDX-License-Identifier: GPL-3.0-or-later
#include "LineCall.h"

#include <algorithm>

#include "VideoPair.h"

namespace sidetone::test {
namespace {

using core::Milliseconds;

/// G.711 at 20 ms with RTP, UDP and IPv4.
constexpr int soundPacket = 160 + 40;
constexpr Milliseconds soundEach(20);
constexpr Milliseconds momentEach(100);
constexpr double lately = 5;  ///< seconds
constexpr Milliseconds longestQueue(300);

class Running {
public:
    explicit Running(const LineCall& call) : call_(call), pair_(call.firstBits) {
        pair_.oneWay();
        LinkSettings line;
        line.delay = call.delay;
        line.queue = longestQueue;
        line.bitsPerSecond = call.capacity.front().second;
        for (std::size_t i = 0; i < 2; ++i) {
            pair_.sides[i].out.model.emplace(line, i + 1);
            pair_.sides[i].out.tunnelOctets = call.tunnelOctets;
            pair_.sides[i].parameters.feedback.arrivals = call.tellsArrivals;
        }
        pair_.sides[1].coder.seen = [this](const media::Picture& picture) {
            size_ = picture.size();
            ++shown_;
        };
        pair_.each = [this] { step(); };
    }

    LineOutcome all() {
        begin_ = nextSound_ = pair_.now;
        nextMoment_ = begin_ + momentEach;
        pair_.configure();
        pair_.run(call_.duration);
        out_.damaged = pair_.sides[1].statistics.picturesDamaged;
        judge();
        return std::move(out_);
    }

private:
    [[nodiscard]] LinkModel& line() { return *pair_.sides[0].out.model; }
    [[nodiscard]] double seconds(core::Instant when) const {
        return static_cast<double>((when - begin_).count()) / 1e6;
    }

    void step() {
        while (planned_ < call_.capacity.size() &&
               pair_.now - begin_ >= call_.capacity[planned_].first) {
            auto settings = line().settings();
            settings.bitsPerSecond = call_.capacity[planned_++].second;
            line().set(settings, pair_.now);
        }
        while (pair_.now >= nextSound_) {
            nextSound_ += soundEach;
            speak();
        }
        const auto queue = static_cast<double>(line().queued(pair_.now).count()) / 1000;
        out_.queueMost = std::max(out_.queueMost, queue);
        if (seconds(pair_.now) >= lately) queues_.push_back(queue);
        if (pair_.now >= nextMoment_) note(queue);
    }

    void speak() {
        ++out_.soundSent;
        const bool isLate = pair_.now - begin_ > call_.duration / 2;
        const auto there = line().send(pair_.now, soundPacket + call_.tunnelOctets);
        if (!there) {
            ++out_.soundLost;
            out_.soundLostLast += isLate ? 1 : 0;
            return;
        }
        soundOctets_ += static_cast<std::uint64_t>(soundPacket + call_.tunnelOctets);
        if (isLate && heard_) {
            out_.soundGap =
                std::max(out_.soundGap, static_cast<double>((*there - *heard_).count()) / 1000);
        }
        heard_ = there;
    }

    void note(double queue) {
        nextMoment_ += momentEach;
        const auto& sender = pair_.sides[0];
        const auto octets = sender.out.octets + soundOctets_;
        LineMoment moment;
        moment.seconds = seconds(pair_.now);
        moment.capacity = line().settings().bitsPerSecond;
        moment.carried = static_cast<double>(octets - octetsNoted_) * 80;
        octetsNoted_ = octets;
        moment.target = sender.statistics.targetBits;
        moment.queueMilliseconds = queue;
        moment.size = size_;
        moment.shown = shown_;
        if (sender.statistics.isTooNarrow && !out_.isTooNarrow) out_.narrowAfter = moment.seconds;
        out_.isTooNarrow = sender.statistics.isTooNarrow;
        out_.moments.push_back(moment);
    }

    void judge() {
        const double end = out_.moments.back().seconds;
        out_.size = out_.moments.back().size;
        out_.keptSize = true;
        int count = 0;
        int before = 0;
        for (const auto& moment : out_.moments) {
            if (moment.size != out_.size) out_.settled = moment.seconds;
            if (moment.seconds <= end - lately) {
                before = moment.shown;
                continue;
            }
            out_.keptSize = out_.keptSize && moment.size == out_.size;
            out_.carried += moment.carried;
            out_.target += moment.target;
            ++count;
        }
        out_.frames = (out_.moments.back().shown - before) / lately;
        out_.carried /= count;
        out_.target /= count;
        std::ranges::sort(queues_);
        if (!queues_.empty()) out_.queue95 = queues_[queues_.size() * 95 / 100];
    }

    const LineCall& call_;
    VideoPair pair_;
    LineOutcome out_;
    core::Instant begin_{};
    core::Instant nextSound_{};
    core::Instant nextMoment_{};
    std::size_t planned_ = 1;
    media::PictureSize size_;
    int shown_ = 0;
    std::uint64_t soundOctets_ = 0;
    std::uint64_t octetsNoted_ = 0;
    std::optional<core::Instant> heard_;
    std::vector<double> queues_;
};

}  // namespace

LineOutcome run(const LineCall& call) {
    return Running(call).all();
}

}  // namespace sidetone::test
