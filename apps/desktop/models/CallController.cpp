// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/CallController.h"

#include "models/words.h"

namespace sidetone::desktop {
namespace {

using telephony::Call;
using telephony::CallControl;
using telephony::CallEnd;
using telephony::CallState;

/// An ended call says how it ended for so long; one that a person ended needs less.
constexpr core::Milliseconds afterglow{8000};
constexpr core::Milliseconds shortAfterglow{1500};

/// Which of the live calls a person means: the higher, the more.
int weight(const Call& call) {
    switch (call.state) {
        case CallState::Connected:
            return 4;
        case CallState::Dialling:
        case CallState::Ringing:
            return 3;
        case CallState::HeldThere:
            return 2;
        case CallState::HeldHere:
            return 1;
        case CallState::Incoming:
        case CallState::Ended:
            break;
    }
    return 0;
}

/// Another device has it: there is nothing to be said here.
bool isElsewhere(CallEnd end) {
    return end == CallEnd::AnsweredElsewhere || end == CallEnd::DeclinedElsewhere;
}

}  // namespace

CallController::CallController(client::Client& client, core::Clock& clock, QObject* parent)
    : QObject(parent), client_(client), clock_(clock) {
    connect(&client_, &client::Client::callsChanged, this, &CallController::attach);
    connect(&client_, &client::Client::contactsChanged, this, &CallController::refresh);
    attach();
}

void CallController::attach() {
    if (control_) control_->disconnect(this);
    control_ = client_.calls();
    if (control_) {
        connect(control_, &CallControl::callAdded, this, &CallController::refresh);
        connect(control_, &CallControl::callChanged, this, &CallController::refresh);
        connect(control_, &CallControl::statisticsChanged, this, &CallController::refresh);
        connect(control_, &CallControl::lineStateChanged, this, &CallController::lineChanged);
    }
    refresh();
    Q_EMIT lineChanged();
}

bool CallController::available() const {
    return control_ && control_->lineState() == telephony::LineState::Registered;
}

QString CallController::lineProblem() const {
    if (available()) return {};
    if (control_ && control_->lineError()) return toQt(control_->lineError()->sentence());
    return tr("The phone service is not connected.");
}

QString CallController::nameOf(const std::optional<Call>& call) const {
    if (!call) return {};
    const auto address = core::Address::parse(callAddress(call->peerUri).toStdString());
    if (!address) return {};
    const auto contact = client_.contact(*address);
    return contact ? toQt(contact->name).simplified() : QString();
}

void CallController::refresh() {
    const auto calls = control_ ? control_->calls() : std::vector<Call>{};
    choose(calls);
    lookForConference(calls);
    sayTransfers(calls);
    if (current_.live() || incoming_.live()) {
        if (!second_.isSet()) {
            second_ = clock_.every(core::Milliseconds(1000),
                                   [this] { current_.tick(clock_.wallTime()); });
        }
    } else {
        second_.stop();
    }
}

void CallController::choose(const std::vector<Call>& calls) {
    std::optional<Call> ringing;
    std::optional<Call> best;
    std::optional<Call> ended;
    int live = 0;
    telephony::CallId next = 0;
    for (const auto& call : calls) {
        if (call.state == CallState::Incoming) {
            if (!ringing) ringing = call;
        } else if (call.state == CallState::Ended) {
            if (call.id != dismissed_ && !isElsewhere(call.end)) ended = call;
        } else {
            ++live;
            if (!best || weight(call) >= weight(*best)) {
                if (best) next = best->id;
                best = call;
            } else {
                next = call.id;
            }
        }
    }
    const auto now = clock_.wallTime();
    const auto before = current_.call() ? current_.call()->id : 0;
    auto shown = best ? best : ended;
    if (shown && shown->id != before && !digits_.isEmpty()) {
        digits_.clear();
        Q_EMIT digitsChanged();
    }
    if (shown && shown->state == CallState::Ended) {
        const auto limit = shown->end == CallEnd::HungUpHere || shown->end == CallEnd::Declined
                               ? shortAfterglow
                               : afterglow;
        if (!afterglow_.isSet()) afterglow_ = clock_.after(limit, [this] { dismiss(); });
    } else {
        afterglow_.stop();
    }
    current_.show(shown, nameOf(shown), now);
    incoming_.show(ringing, nameOf(ringing), now);
    const bool hasPictures = shown && control_;
    video_.show(shown, current_.name(),
                hasPictures ? control_->pictures(shown->id) : media::VideoViews());
    setWaiting(std::max(0, live - 1), next);
}

void CallController::setWaiting(int waiting, telephony::CallId next) {
    next_ = next;
    if (waiting == waiting_) return;
    waiting_ = waiting;
    Q_EMIT waitingChanged();
}

void CallController::report(const core::Status& status) {
    if (!status) Q_EMIT failed(toQt(status.error().sentence()));
    refresh();
}

void CallController::dial(const QString& target) {
    if (target.trimmed().isEmpty()) return;
    if (!control_) {
        Q_EMIT failed(lineProblem());
        return;
    }
    const auto call = control_->dial(target.trimmed().toStdString());
    if (!call) Q_EMIT failed(toQt(call.error().sentence()));
    refresh();
}

void CallController::answer() {
    if (!control_ || !incoming_.live()) return;
    const auto id = incoming_.call()->id;
    if (current_.live() && current_.connected() && !current_.held()) {
        report(control_->hold(current_.call()->id));
    }
    report(control_->answer(id));
}

void CallController::answerSeen(bool seen) {
    if (!control_ || !incoming_.live()) return;
    const auto id = incoming_.call()->id;
    const bool asks = incoming_.call()->video.offered && incoming_.call()->video.canSend;
    if (asks) {
        report(control_->setVideo(id, seen ? telephony::OwnVideo::On : telephony::OwnVideo::Off));
    }
    answer();
}

void CallController::decline() {
    if (control_ && incoming_.live()) report(control_->decline(incoming_.call()->id));
}

void CallController::hangUp() {
    if (!control_ || !current_.active()) return;
    if (current_.live()) {
        // Whoever leaves a conference that is mixed here ends it for all.
        const auto members = mixed();
        const auto id = current_.call()->id;
        for (const auto member : members) {
            if (member != id) report(control_->hangUp(member));
        }
        report(control_->hangUp(id));
    } else {
        dismiss();
    }
}

void CallController::toggleMuted() {
    if (!control_ || !current_.live()) return;
    report(control_->setMuted(current_.call()->id, !current_.muted()));
}

void CallController::toggleHeld() {
    if (!control_ || !current_.connected()) return;
    const auto id = current_.call()->id;
    if (current_.held()) return report(control_->resume(id));
    for (const auto member : mixed()) {
        if (member != id) report(control_->hold(member));
    }
    report(control_->hold(id));
}

void CallController::toggleVideo() {
    if (!control_ || !video_.canSwitch()) return;
    const bool seen = video_.sending();
    report(control_->setVideo(current_.call()->id,
                              seen ? telephony::OwnVideo::Off : telephony::OwnVideo::On));
}

void CallController::swap() {
    if (!control_ || waiting_ == 0 || !current_.live()) return;
    const auto next = next_;
    if (!current_.held()) report(control_->hold(current_.call()->id));
    report(control_->resume(next));
}

void CallController::transfer(const QString& target) {
    if (!control_ || !current_.connected() || target.trimmed().isEmpty()) return;
    report(control_->transfer(current_.call()->id, target.trimmed().toStdString()));
}

void CallController::completeTransfer() {
    // Whoever waits is told to call the one whom the person speaks with.
    if (!control_ || waiting_ == 0 || !current_.live()) return;
    report(control_->completeTransfer(next_, current_.call()->id));
}

void CallController::sayTransfers(const std::vector<Call>& calls) {
    for (const auto& call : calls) {
        const bool isNew = call.transfer == telephony::TransferState::Failed &&
                           said_[call.id] != call.transferReason;
        if (isNew) {
            said_[call.id] = call.transferReason;
            Q_EMIT failed(toQt(call.transferReason));
        } else if (call.transfer != telephony::TransferState::Failed) {
            said_.erase(call.id);
        }
    }
}

void CallController::sendDigit(const QString& digit) {
    if (!control_ || !current_.connected()) return;
    const auto status = control_->sendDigits(current_.call()->id, digit.toStdString());
    if (status) {
        digits_ += digit;
        Q_EMIT digitsChanged();
    }
    report(status);
}

void CallController::dismiss() {
    afterglow_.stop();
    if (current_.active() && !current_.live()) dismissed_ = current_.call()->id;
    refresh();
}

}  // namespace sidetone::desktop
