// SPDX-License-Identifier: GPL-3.0-or-later
#include "PlayedScenario.h"

#include <QEventLoop>
#include <QTimer>

#include "LineTunnel.h"
#include "media/rate/ladder.h"

namespace sidetone::test {
namespace {

using std::chrono::duration;
using std::chrono::steady_clock;

constexpr int soundBits = 80'000;
constexpr int sampleEach = 100;  ///< ms

class Playing {
public:
    explicit Playing(const Scenario& scenario) : scenario_(scenario) {}

    [[nodiscard]] bool begin(CallOnLine::Settings::Pictures pictures) {
        line_ = LineTunnel::create({scenario_.forward, scenario_.back, 0});
        if (!line_) return false;
        began_ = sampled_ = steady_clock::now();
        apply();
        for (std::size_t i = 0; i < scenario_.flows.size(); ++i) {
            calls_.push_back(
                std::make_unique<CallOnLine>(CallOnLine::Settings{i, pictures, true, 0}));
            if (!calls_.back()->start()) return false;
        }
        return true;
    }

    std::vector<Sample> all() {
        QEventLoop loop;
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
            apply();
            sample();
            if (steady_clock::now() - began_ >= scenario_.duration) loop.quit();
        });
        timer.start(sampleEach);
        loop.exec();
        return std::move(samples_);
    }

private:
    using Plan = std::vector<std::pair<core::Milliseconds, double>>;

    void apply() {
        apply(scenario_.capacity, 0, next_);
        apply(scenario_.backCapacity, 1, nextBack_);
    }
    void apply(const Plan& plan, std::size_t end, std::size_t& next) {
        const auto passed = steady_clock::now() - began_;
        while (next < plan.size() && passed >= plan[next].first) {
            if (end == 0) capacity_ = plan[next].second;
            line_->setBottleneck(end, plan[next++].second);
        }
    }
    void sample() {
        const auto now = steady_clock::now();
        const double passed = duration<double>(now - sampled_).count();
        sampled_ = now;
        const auto carried = line_->carried(0);
        Sample sample;
        sample.seconds = duration<double>(now - began_).count();
        sample.capacity = capacity_;
        sample.queueMilliseconds = static_cast<double>(carried.queued.count()) / 1000;
        for (std::size_t i = 0; i < calls_.size(); ++i) {
            sample.targets.push_back(calls_[i]->picture(0).targetBits + soundBits);
            sample.rates.push_back(static_cast<double>(carried.octets[i] - before_.octets[i]) * 8 /
                                   passed);
        }
        before_ = carried;
        samples_.push_back(std::move(sample));
    }

    const Scenario& scenario_;
    std::unique_ptr<LineTunnel> line_;
    std::vector<std::unique_ptr<CallOnLine>> calls_;
    steady_clock::time_point began_;
    steady_clock::time_point sampled_;
    LineTunnel::Carried before_;
    double capacity_ = 0;
    std::size_t next_ = 0;
    std::size_t nextBack_ = 0;
    std::vector<Sample> samples_;
};

}  // namespace

std::optional<Outcome> play(Scenario scenario, CallOnLine::Settings::Pictures pictures) {
    for (auto& flow : scenario.flows) {
        flow.range.most = media::videoLadder().back().wireBits + soundBits;
    }
    Playing playing(scenario);
    if (!playing.begin(pictures)) return {};
    return judge(scenario, playing.all());
}

}  // namespace sidetone::test
