// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/QtClock.h"

#include <QTimer>

namespace sidetone::core {
namespace {

/// The QTimer is deleted later, so that a callback may stop its own timer.
class QtHandle final : public Timer::Handle {
public:
    QtHandle(Milliseconds interval, Clock::Callback callback, bool once) : timer_(new QTimer) {
        timer_->setSingleShot(once);
        timer_->setTimerType(interval.count() < 2000 ? Qt::PreciseTimer : Qt::CoarseTimer);
        // The copy keeps the callback alive while it runs, even if it stops its own timer.
        QObject::connect(timer_, &QTimer::timeout, timer_, [call = std::move(callback)] {
            const auto keep = call;
            keep();
        });
        timer_->start(interval);
    }
    ~QtHandle() override {
        timer_->stop();
        timer_->disconnect();
        timer_->deleteLater();
    }
    QtHandle(const QtHandle&) = delete;
    QtHandle& operator=(const QtHandle&) = delete;

private:
    QTimer* timer_;
};

}  // namespace

Instant QtClock::now() const {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now());
}

WallTime QtClock::wallTime() const {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
}

Timer QtClock::after(Milliseconds delay, Callback callback) {
    return Timer(std::make_unique<QtHandle>(delay, std::move(callback), true));
}

Timer QtClock::every(Milliseconds period, Callback callback) {
    return Timer(std::make_unique<QtHandle>(period, std::move(callback), false));
}

}  // namespace sidetone::core
