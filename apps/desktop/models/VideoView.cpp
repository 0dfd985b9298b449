// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/VideoView.h"

#include <QStringList>

#include "models/words.h"

namespace sidetone::desktop {
namespace {

using telephony::CallState;

bool isHeld(const telephony::Call& call) {
    return call.state == CallState::HeldHere || call.state == CallState::HeldThere;
}

/// "1280x720, 30 a second, 1.2 Mbit/s".
QString wayWords(int width, int height, int frames, int bits) {
    return VideoView::tr("%1\u00d7%2, %3 a second, %4 Mbit/s")
        .arg(width)
        .arg(height)
        .arg(frames)
        .arg(bits / 1e6, 0, 'f', 1);
}

}  // namespace

void VideoView::show(const std::optional<telephony::Call>& call, const QString& name,
                     const media::VideoViews& pictures) {
    if (!call && !call_) return;
    const bool isSame = call && call_ && call->id == call_->id;
    const bool wasShown = isSame && shown_;
    call_ = call;
    name_ = name;
    const bool isTalking = call && (call->state == CallState::Connected || isHeld(*call));
    const bool isSeen = sending() || receiving();
    shown_ = isTalking && call->video.agreed && (isSeen || (wasShown && isHeld(*call)));
    remote_.setFeed(shown_ ? pictures.remote : nullptr);
    own_.setFeed(shown_ ? pictures.own : nullptr);
    if (!shown_) setFull(false);
    Q_EMIT changed();
}

bool VideoView::canSwitch() const {
    if (!call_ || !call_->video.possible) return false;
    return call_->state == CallState::Connected && (call_->video.canSend || call_->video.sending);
}

QString VideoView::words() const {
    if (!call_) return {};
    if (call_->state == CallState::HeldHere) return tr("You put the call on hold");
    if (call_->state == CallState::HeldThere) return tr("%1 put the call on hold").arg(name_);
    if (!receiving()) return tr("%1 shows no picture").arg(name_);
    const auto& figures = call_->video.statistics;
    if (figures.picturesShown == 0) return tr("Waiting for the picture of %1").arg(name_);
    return {};
}

QString VideoView::trouble() const {
    return call_ ? toQt(call_->video.trouble) : QString();
}

QString VideoView::quality() const {
    if (!call_ || !call_->video.agreed) return {};
    const auto& figures = call_->video.statistics;
    QStringList parts;
    if (figures.receivedWidth > 0 && receiving()) {
        parts << tr("in %1").arg(wayWords(figures.receivedWidth, figures.receivedHeight,
                                          figures.receivedFrames, figures.receivedBits));
    }
    if (figures.sentWidth > 0 && sending()) {
        parts << tr("out %1").arg(
            wayWords(figures.sentWidth, figures.sentHeight, figures.sentFrames, figures.sentBits));
    }
    return parts.join(QStringLiteral("; "));
}

void VideoView::setFull(bool full) {
    full = full && shown_;
    if (full == full_) return;
    full_ = full;
    Q_EMIT fullChanged();
}

}  // namespace sidetone::desktop
