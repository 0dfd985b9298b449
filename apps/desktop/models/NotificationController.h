// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include "host/Notifications.h"
#include "models/Desktop.h"
#include "telephony/CallControl.h"

namespace sidetone::desktop {

/// Decides what a person is told about: messages that they do not see, not of muted conversations
/// unless they name them, nothing while they do not want to be disturbed, and no word of it on a
/// locked screen. Beside messages: invitations, missed calls, and people who become available where
/// somebody asked for that.
class NotificationController final : public QObject {
    Q_OBJECT
public:
    NotificationController(client::Client& client, Desktop& desktop, Notifications& notifications,
                           QObject* parent = nullptr);

Q_SIGNALS:
    /// The window should come to the front and show this conversation.
    void wanted(const QString& address);

private:
    void connectRooms();
    void tell(const messaging::Message& message);
    void connectCalls();
    void tellOfCall(telephony::CallId id);
    void tellOfPresence(const core::Address& address);
    void tellOfHistoryTransfer();
    [[nodiscard]] bool isThere(const core::Address& address) const;
    void tellOfInvitation(const messaging::Invitation& invitation);
    void reply(const QString& key, const QString& text);
    [[nodiscard]] bool isQuiet() const;
    [[nodiscard]] QString nameOf(const core::Address& peer) const;

    client::Client& client_;
    Desktop& desktop_;
    Notifications& notifications_;
    bool isHistoryAsked_ = false;
    QHash<QString, int> waiting_;  ///< messages since the conversation was last read
    QHash<QString, bool> there_;   ///< watched people, as they were last seen
    core::Owner owner_;
};

}  // namespace sidetone::desktop
