// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/CallFigures.h"

#include <algorithm>
#include <numeric>

namespace sidetone::desktop {
namespace {

constexpr qsizetype kept = 60;
constexpr qsizetype judged = 5;

void add(QList<double>& values, double value) {
    values.append(value);
    if (values.size() > kept) values.removeFirst();
}

double newestMean(const QList<double>& values) {
    const auto count = std::min(judged, values.size());
    if (count == 0) return 0;
    return std::accumulate(values.end() - count, values.end(), 0.0) / static_cast<double>(count);
}

}  // namespace

void CallFigures::setCalls(CallController* calls) {
    if (calls == calls_) return;
    if (calls_) calls_->current()->disconnect(this);
    calls_ = calls;
    clear();
    if (calls_) connect(calls_->current(), &CallView::changed, this, &CallFigures::take);
    take();
    Q_EMIT changed();
}

void CallFigures::clear() {
    for (auto* values : {&packets_, &loss_, &jitter_, &roundTrip_, &videoRate_, &lines_}) {
        values->clear();
    }
    before_ = {};
    video_ = {};
}

void CallFigures::take() {
    const auto call = calls_ ? calls_->current()->call() : std::nullopt;
    if (!call) return;
    if (call->id != id_) {
        clear();
        id_ = call->id;
    }
    const auto& now = call->statistics;
    // Each second brings more of at least one of them; anything else is no measurement.
    const auto moved = now.packetsReceived + now.packetsSent;
    if (moved <= before_.packetsReceived + before_.packetsSent) return;
    const auto came = static_cast<double>(now.packetsReceived - before_.packetsReceived);
    const auto lost = now.packetsLost > before_.packetsLost
                          ? static_cast<double>(now.packetsLost - before_.packetsLost)
                          : 0.0;
    add(packets_, came);
    add(loss_, came + lost > 0 ? 100 * lost / (came + lost) : 0);
    add(jitter_, now.jitterMilliseconds);
    if (now.roundTripMilliseconds) add(roundTrip_, *now.roundTripMilliseconds);
    video_ = call->video.statistics;
    if (call->video.receiving && video_.receivedHeight > 0) {
        add(videoRate_, video_.receivedBits / 1000.0);
        add(lines_, video_.receivedHeight);
    }
    before_ = now;
    Q_EMIT changed();
}

QString CallFigures::resolution() const {
    if (lines_.isEmpty()) return {};
    return tr("%1\u00d7%2, %3 a second")
        .arg(video_.receivedWidth)
        .arg(video_.receivedHeight)
        .arg(video_.receivedFrames);
}

int CallFigures::grade() const {
    if (packets_.size() < 2) return 0;
    const double lost = newestMean(loss_);
    const double uneven = newestMean(jitter_);
    const double delay = roundTrip_.isEmpty() ? 0 : roundTrip_.last();
    if (lost > 5 || uneven > 60 || delay > 600) return 1;
    if (lost > 1 || uneven > 30 || delay > 300) return 2;
    return 3;
}

QString CallFigures::gradeWords() const {
    switch (grade()) {
        case 1:
            return tr("Bad: sound breaks off or comes late");
        case 2:
            return tr("Fair: it may be heard that something is missing");
        case 3:
            return tr("Good");
        default:
            return tr("Not measured yet");
    }
}

}  // namespace sidetone::desktop
