// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/CallNotifier.h"

#include "models/words.h"

namespace sidetone::desktop {
namespace {

const QString answerAction = QStringLiteral("answer");
const QString unseenAction = QStringLiteral("answer-unseen");
const QString declineAction = QStringLiteral("decline");

QString keyOf(telephony::CallId id) {
    return CallNotifier::prefix + QString::number(id);
}

}  // namespace

CallNotifier::CallNotifier(client::Client& client, CallController& calls,
                           Notifications& notifications, QObject* parent)
    : QObject(parent), client_(client), calls_(calls), notifications_(notifications) {
    connect(&client_, &client::Client::callsChanged, this, &CallNotifier::attach);
    connect(&notifications_, &Notifications::actionChosen, this, &CallNotifier::act);
    connect(&notifications_, &Notifications::activated, this, [this](const QString& key) {
        if (key.startsWith(prefix)) Q_EMIT wanted();
    });
    attach();
}

void CallNotifier::attach() {
    auto* control = client_.calls();
    if (control == nullptr) {
        for (const auto id : std::exchange(ringing_, {})) notifications_.close(keyOf(id));
        return;
    }
    using telephony::CallControl;
    connect(control, &CallControl::callAdded, this, &CallNotifier::look, Qt::UniqueConnection);
    connect(control, &CallControl::callChanged, this, &CallNotifier::look, Qt::UniqueConnection);
    for (const auto& call : control->calls()) look(call.id);
}

bool CallNotifier::isQuiet() const {
    const auto presence = client_.presence();
    return presence.availability == messaging::Availability::DoNotDisturb ||
           presence.activity == messaging::Activity::Presenting;
}

void CallNotifier::look(telephony::CallId id) {
    const auto call = client_.calls() == nullptr ? std::nullopt : client_.calls()->call(id);
    const bool rings = call && call->state == telephony::CallState::Incoming;
    if (!rings) {
        if (ringing_.remove(id)) notifications_.close(keyOf(id));
        return;
    }
    if (isQuiet()) return;
    ringing_.insert(id);
    show(*call);
}

QString CallNotifier::callerOf(const telephony::Call& call) const {
    const auto text = callAddress(call.peerUri);
    const auto address = core::Address::parse(text.toStdString());
    const auto contact = address ? client_.contact(*address) : std::nullopt;
    if (contact && !contact->name.empty()) return toQt(contact->name).simplified();
    return call.peerName.empty() ? text : toQt(call.peerName).simplified();
}

void CallNotifier::show(const telephony::Call& call) {
    Notification notification;
    notification.key = keyOf(call.id);
    notification.isCall = true;
    const bool hasPicture = call.video.offered && call.video.canSend;
    notification.title = hasPicture ? tr("Incoming video call") : tr("Incoming call");
    if (!notifications_.isLocked()) notification.words = callerOf(call);
    notification.actions = {{answerAction, hasPicture ? tr("With video") : tr("Answer")}};
    if (hasPicture) notification.actions.push_back({unseenAction, tr("Without video")});
    notification.actions.push_back({declineAction, tr("Decline")});
    notifications_.show(notification);
}

void CallNotifier::act(const QString& key, const QString& action) {
    if (!key.startsWith(prefix)) return;
    const auto id = key.mid(prefix.size()).toUInt();
    const auto& shown = calls_.incoming()->call();
    // A second call that rings beside the one that the window shows is declined on its own.
    if (!shown || shown->id != id) {
        if (auto* control = client_.calls(); control != nullptr && ringing_.contains(id)) {
            static_cast<void>(action == declineAction ? control->decline(id) : control->answer(id));
        }
        return;
    }
    if (action == declineAction) return calls_.decline();
    calls_.answerSeen(action != unseenAction);
}

}  // namespace sidetone::desktop
