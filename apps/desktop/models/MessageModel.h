// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>

#include "client/Client.h"
#include "models/MessageRow.h"
#include "models/RowModel.h"

namespace sidetone::desktop {

/// The messages of one conversation, newest first (the list grows from the bottom up), read
/// from the store page by page, and from the server's archive where the store ends.
class MessageModel final : public RowModel<MessageRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool hasOlder READ hasOlder NOTIFY pagesChanged)
    Q_PROPERTY(bool loading READ loading NOTIFY pagesChanged)
    Q_PROPERTY(bool detached READ detached NOTIFY pagesChanged)
public:
    MessageModel(client::Client& client, core::Clock& clock, QObject* parent = nullptr);

    /// Shows this conversation from its newest page on; an empty address shows nothing.
    void open(const core::Address& peer);
    /// True until the store and the archive gave their oldest page.
    [[nodiscard]] bool hasOlder() const { return hasOlder_; }
    [[nodiscard]] bool loading() const { return loading_; }
    /// True while the newest messages are not among those shown: after a jump.
    [[nodiscard]] bool detached() const { return detached_; }
    /// Reads the next older page, once at a time.
    Q_INVOKABLE void loadOlder();
    /// Reads what follows, after a jump.
    Q_INVOKABLE void loadNewer();
    /// Shows the newest page again, after a jump.
    Q_INVOKABLE void reattach();
    /// Shows a message with what stands around it; jumped() says in which row.
    Q_INVOKABLE void jumpTo(qint64 id);
    /// Sends a failed message once more.
    Q_INVOKABLE void retry(int row);
    /// Puts our reaction under a message, or takes it back.
    Q_INVOKABLE void react(int row, const QString& emoji);
    /// Removes a message from this disk.
    Q_INVOKABLE void remove(int row);
    /// The row of the newest text of ours that can be corrected; -1: none.
    [[nodiscard]] const messaging::Message* lastOfOurs() const;
    [[nodiscard]] const messaging::Message* message(qint64 id) const;
    /// Sends; the text is taken as it is. `replyTo` 0: no answer to a message.
    void send(const QString& body, qint64 replyTo = 0, const QString& occupant = {},
              const QString& subject = {});
    void correct(qint64 id, const QString& body);
    /// What the sender of a message is called.
    [[nodiscard]] QString authorOf(const messaging::Message& message) const;

Q_SIGNALS:
    void pagesChanged();
    void jumped(int row);
    /// A message could not even be stored.
    void failed(const QString& sentence);

private:
    using Place = std::pair<core::WallTime, std::int64_t>;
    using Page = core::Result<std::vector<messaging::Message>>;
    void take(const messaging::Message& message);
    void takePage(const Page& page);
    void askArchive();
    void readCalls();
    /// The messages that are shown, and the calls among them, in order of time.
    [[nodiscard]] std::vector<const messaging::Message*> timeline() const;
    void fetchQuote(std::int64_t id);
    void show();
    void quote(MessageRow& row);
    void setPages(bool loading, bool hasOlder);
    void setDetached(bool detached);
    void change(core::Task<messaging::Message> task);
    void tellJump(std::int64_t id);
    [[nodiscard]] RowContext context();

    client::Client& client_;
    core::Clock& clock_;
    core::Address peer_;
    std::map<Place, messaging::Message> messages_;  ///< in order of time
    std::map<std::int64_t, Place> places_;
    std::vector<messaging::Message> calls_;              ///< with this person, oldest first
    std::map<std::int64_t, messaging::Message> quoted_;  ///< answered ones that are not shown
    std::set<std::int64_t> asked_;
    std::int64_t firstFresh_ = 0;  ///< where the line of unread ones stands
    bool hasOlder_ = false;
    bool loading_ = false;
    bool detached_ = false;
    bool opening_ = false;
    core::Owner readingCalls_;
    core::Owner reading_;
    core::Owner sending_;
};

}  // namespace sidetone::desktop
