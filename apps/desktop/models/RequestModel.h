// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Client.h"
#include "messaging/PrivacyControl.h"
#include "messaging/RoomControl.h"
#include "models/RowModel.h"

namespace sidetone::desktop {

/// Something that waits for a yes or a no.
struct RequestRow {
    QString key;
    QString title;
    QString words;
    QString initials;
    int hue = 0;
    bool room = false;  ///< an invitation; otherwise somebody asks to see our presence
    friend bool operator==(const RequestRow&, const RequestRow&) = default;
};

/// Invitations into rooms (GRP-01) and requests to see our person's presence (PRES-09), as cards.
class RequestModel final : public RowModel<RequestRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
public:
    explicit RequestModel(client::Client& client, QObject* parent = nullptr);

    /// Joins the room, or lets the person see our presence.
    Q_INVOKABLE void accept(int row);
    Q_INVOKABLE void decline(int row);
    /// Declines, and hears nothing more from who asked.
    Q_INVOKABLE void block(int row);

Q_SIGNALS:
    void failed(const QString& sentence);
    /// The room of an accepted invitation is there.
    void joined(const QString& address);

private:
    void connectControls();
    void show();
    [[nodiscard]] QString nameOf(const core::Address& address) const;
    [[nodiscard]] const messaging::Invitation* invitationAt(int row) const;
    [[nodiscard]] core::Address watcherAt(int row) const;

    client::Client& client_;
    std::vector<messaging::Invitation> invitations_;
    std::vector<messaging::PresenceRequest> watchers_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
