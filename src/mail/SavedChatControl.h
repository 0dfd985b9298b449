// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <string>

#include "core/Address.h"
#include "core/Task.h"
#include "store/ChatsToSave.h"

namespace sidetone::mail {

/// A chat that is now on the mail server.
struct SavedChat {
    core::Address peer;
    std::string name;
    int messages = 0;
    int leftOut = 0;  ///< encrypted ones, which were not saved
};

/// Chats that are saved to the person's mailbox when they are closed (MSG-05). Protocol thread.
class SavedChatControl : public QObject {
    Q_OBJECT
public:
    /// Whether chats are saved at the moment.
    [[nodiscard]] virtual bool isOn() const = 0;
    /// Whether the person may change it (the preference Save_Chats_To_Exchange).
    [[nodiscard]] virtual bool mayChoose() const = 0;
    /// Closed chats that are not on the server yet.
    [[nodiscard]] virtual int waiting() const = 0;
    [[nodiscard]] virtual core::Task<store::SavedChatState> state(const core::Address& peer) = 0;
    /// Closes the chat: what was said since it was closed last becomes one item. How many
    /// messages; 0: nothing was said. Unavailable where saving is off.
    [[nodiscard]] virtual core::Task<int> save(const core::Address& peer) = 0;

Q_SIGNALS:
    void changed();
    void saved(const sidetone::mail::SavedChat& chat);
};

}  // namespace sidetone::mail
