// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

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
    int mentions = 0;
    bool room = false;
    bool muted = false;
    bool typing = false;
    QString sender;  ///< who said the last text; in rooms, and "You"
    QString draft;
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
    /// Unread messages of all conversations that are not muted, and mentions in those that are.
    [[nodiscard]] int unread() const { return unread_; }
    /// The conversations as the client tells them.
    [[nodiscard]] const std::vector<client::ConversationSummary>& summaries() const {
        return summaries_;
    }
    /// Counts what comes, but tells nobody.
    Q_INVOKABLE void setMuted(const QString& address, bool muted);
    Q_INVOKABLE bool isMuted(const QString& address) const;
    /// Removes the conversation from this disk.
    Q_INVOKABLE void remove(const QString& address);

Q_SIGNALS:
    void unreadChanged();
    void failed(const QString& sentence);

private:
    void refreshSoon();
    void refresh();
    void show();
    void setTyping(const core::Address& peer, bool typing);
    [[nodiscard]] ConversationRow rowOf(const client::ConversationSummary& summary) const;

    client::Client& client_;
    core::Clock& clock_;
    std::vector<client::ConversationSummary> summaries_;
    int unread_ = 0;
    std::set<core::Address> typing_;
    core::Timer soon_;
    core::Owner removing_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
