// SPDX-License-Identifier: GPL-3.0-or-later
// What the open chat knows of being saved to the mailbox.
#include <QLocale>

#include "mail/SavedChatControl.h"
#include "models/ChatController.h"

namespace sidetone::desktop {

void ChatController::end() {
    if (!isOpen()) return;
    client_.closeChat(peer_);
    close();
}

void ChatController::connectSavedChats() {
    if (auto* control = client_.savedChats()) {
        connect(control, &mail::SavedChatControl::changed, this, &ChatController::askSaved);
    }
    askSaved();
}

void ChatController::askSaved() {
    auto* control = client_.savedChats();
    if (control == nullptr || !isOpen()) return setSavedNote({});
    if (!control->isOn()) return setSavedNote(tr("Not saved to your mailbox"));
    control->state(peer_).then(owner_, [this](core::Result<store::SavedChatState> state) {
        if (!state) return setSavedNote({});
        if (state->waiting > 0) return setSavedNote(tr("Waits to be saved to your mailbox"));
        if (!state->saved) return setSavedNote(tr("Saved to your mailbox when it is closed"));
        const auto time =
            QDateTime::fromMSecsSinceEpoch(state->saved->time_since_epoch().count()).toLocalTime();
        setSavedNote(tr("Last saved to your mailbox %1")
                         .arg(QLocale().toString(time, QLocale::ShortFormat)));
    });
}

void ChatController::setSavedNote(const QString& note) {
    if (note == savedNote_) return;
    savedNote_ = note;
    Q_EMIT savedNoteChanged();
}

}  // namespace sidetone::desktop
