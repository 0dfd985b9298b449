// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Client.h"
#include "models/RowModel.h"

namespace sidetone::desktop {

/// One recent conversation.
struct ConversationRow {
    QString key;  ///< the peer's address
    QString name;
    QString initials;
    QString lastText;
    QString time;
    QString presence;
    int hue = 0;
    int availability = 0;  ///< Shown::Availability
    int unread = 0;
    friend bool operator==(const ConversationRow&, const ConversationRow&) = default;
};

/// The recent conversations, newest first, with their unread counts.
class ConversationModel final : public RowModel<ConversationRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(int unread READ unread NOTIFY unreadChanged)
public:
    ConversationModel(client::Client& client, core::Clock& clock, QObject* parent = nullptr);
    /// Unread messages of all conversations.
    [[nodiscard]] int unread() const { return unread_; }

Q_SIGNALS:
    void unreadChanged();

private:
    void refreshSoon();
    void refresh();
    void show();

    client::Client& client_;
    core::Clock& clock_;
    std::vector<client::ConversationSummary> summaries_;
    int unread_ = 0;
    core::Timer soon_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
