// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "client/Client.h"
#include "models/RowModel.h"

namespace sidetone::desktop {

/// One message as a bubble.
struct MessageRow {
    QString key;
    QString body;
    QString time;
    QString day;       ///< the title above it, where it is the first of its day
    QString delivery;  ///< in words, for outgoing ones
    QString failure;
    int state = 0;  ///< Shown::Delivery
    bool mine = false;
    bool first = false;  ///< the first of several by the same person
    friend bool operator==(const MessageRow&, const MessageRow&) = default;
};

/// The messages of one conversation, newest first (the list grows from the bottom up), read
/// from the store page by page.
class MessageModel final : public RowModel<MessageRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool hasOlder READ hasOlder NOTIFY pagesChanged)
    Q_PROPERTY(bool loading READ loading NOTIFY pagesChanged)
public:
    MessageModel(client::Client& client, core::Clock& clock, QObject* parent = nullptr);

    /// Shows this conversation from its newest page on; an empty address shows nothing.
    void open(const core::Address& peer);
    /// True until the store gave its oldest page.
    [[nodiscard]] bool hasOlder() const { return hasOlder_; }
    [[nodiscard]] bool loading() const { return loading_; }
    /// Reads the next older page, once at a time.
    Q_INVOKABLE void loadOlder();
    /// Sends a failed message once more, as a new one.
    Q_INVOKABLE void retry(int row);
    /// Sends; the text is taken as it is.
    void send(const QString& body);

Q_SIGNALS:
    void pagesChanged();
    /// A message could not even be stored.
    void failed(const QString& sentence);

private:
    using Place = std::pair<core::WallTime, std::int64_t>;
    void take(const messaging::Message& message);
    void show();
    void setPages(bool loading, bool hasOlder);

    client::Client& client_;
    core::Clock& clock_;
    core::Address peer_;
    std::map<Place, messaging::Message> messages_;  ///< in order of time
    std::map<std::int64_t, Place> places_;
    bool hasOlder_ = false;
    bool loading_ = false;
    core::Owner reading_;
    core::Owner sending_;
};

}  // namespace sidetone::desktop
