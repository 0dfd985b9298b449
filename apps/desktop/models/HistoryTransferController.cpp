// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/HistoryTransferController.h"

#include <algorithm>

#include "models/words.h"

namespace sidetone::desktop {

using messaging::HistoryTransferControl;
using Stage = messaging::HistoryTransferStage;

HistoryTransferController::HistoryTransferController(client::Client& client, QObject* parent)
    : QObject(parent), client_(client) {
    connect(&client_, &client::Client::chatChanged, this,
            &HistoryTransferController::connectControl);
    connectControl();
}

void HistoryTransferController::connectControl() {
    if (auto* control = client_.historyTransfer(); control != nullptr) {
        connect(control, &HistoryTransferControl::changed, this, &HistoryTransferController::take,
                Qt::UniqueConnection);
    }
    take();
}

void HistoryTransferController::take() {
    const auto* control = client_.historyTransfer();
    const bool needed = needsCode();
    state_ = control != nullptr ? control->state() : messaging::HistoryTransferState();
    Q_EMIT changed();
    if (needed != needsCode()) Q_EMIT needsCodeChanged();
}

bool HistoryTransferController::running() const {
    const auto stage = state_.stage;
    return stage != Stage::Idle && stage != Stage::Received && stage != Stage::Given &&
           stage != Stage::Failed;
}

bool HistoryTransferController::asked() const {
    return state_.stage == Stage::Asked;
}

bool HistoryTransferController::needsCode() const {
    return state_.stage == Stage::NeedsCode;
}

QString HistoryTransferController::device() const {
    return state_.device.empty() ? tr("Another device") : toQt(state_.device);
}

QString HistoryTransferController::code() const {
    return toQt(state_.code);
}

QString HistoryTransferController::title() const {
    switch (state_.stage) {
        case Stage::Idle:
            return tr("Bring your messages here");
        case Stage::Asking:
            return tr("Your other devices were asked");
        case Stage::NeedsCode:
            return tr("%1 allows it").arg(device());
        case Stage::Receiving:
            return tr("Your messages are coming");
        case Stage::Received:
            return tr("Your messages are here");
        case Stage::Asked:
            return tr("%1 asks for all your messages").arg(device());
        case Stage::Allowed:
            return tr("Type this code on the other device");
        case Stage::Giving:
            return tr("Your messages are on their way");
        case Stage::Given:
            return tr("Your messages are on the other device");
        case Stage::Failed:
            return tr("It did not work");
    }
    return {};
}

QString HistoryTransferController::movedWords() const {
    if (state_.total <= 0) return tr("%n messages so far.", "", state_.moved);
    return tr("%1 of about %2 messages.")
        .arg(state_.moved)
        .arg(std::max(state_.total, state_.moved));
}

QString HistoryTransferController::words() const {
    if (!available()) return tr("Chat is not connected.");
    switch (state_.stage) {
        case Stage::Idle:
            return tr(
                "What was encrypted before this device existed, only another device of yours "
                "can give it. Sign in there, and ask from here.");
        case Stage::Asking:
            return tr("Answer on the one that has the messages; Sidetone must be open there.");
        case Stage::NeedsCode:
            return tr("Type the code that it shows.");
        case Stage::Receiving:
        case Stage::Giving:
            return movedWords();
        case Stage::Received:
        case Stage::Given:
            return tr("%n messages were moved.", "", state_.moved);
        case Stage::Asked:
            return tr(
                "Did you ask there just now? If not, refuse: it would be able to read "
                "everything that you can read here.");
        case Stage::Allowed:
            return tr(
                "Type it on your own device and tell it to nobody. Without it nothing that is "
                "sent can be read.");
        case Stage::Failed:
            return toQt(state_.sentence);
    }
    return {};
}

QString HistoryTransferController::problem() const {
    return needsCode() ? toQt(state_.sentence) : QString();
}

double HistoryTransferController::share() const {
    const bool moves = state_.stage == Stage::Receiving || state_.stage == Stage::Giving;
    if (!moves || state_.total <= 0) return -1;
    return std::min(1.0, double(state_.moved) / double(state_.total));
}

void HistoryTransferController::ask() {
    if (auto* control = client_.historyTransfer()) control->ask();
}

void HistoryTransferController::allow() {
    if (auto* control = client_.historyTransfer()) control->allow();
}

void HistoryTransferController::refuse() {
    if (auto* control = client_.historyTransfer()) control->refuse();
}

void HistoryTransferController::cancel() {
    if (auto* control = client_.historyTransfer()) control->cancel();
}

void HistoryTransferController::enterCode(const QString& code) {
    if (auto* control = client_.historyTransfer()) control->enterCode(code.toStdString());
}

}  // namespace sidetone::desktop
