// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Client.h"
#include "messaging/MessageControl.h"
#include "models/RowModel.h"

namespace sidetone::desktop {

/// One message that was found.
struct FoundRow {
    QString key;  ///< the message's id
    QString peer;
    QString name;  ///< of the conversation
    QString author;
    QString rich;   ///< with the found words strong
    QString plain;  ///< the same for screen readers
    QString time;
    QString initials;
    int hue = 0;
    bool room = false;
    friend bool operator==(const FoundRow&, const FoundRow&) = default;
};

/// Messages that hold the words that are typed, newest first (HIST-03), of all conversations or
/// of one.
class SearchModel final : public RowModel<FoundRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    Q_PROPERTY(bool searching READ searching NOTIFY searchingChanged)
    Q_PROPERTY(QString trouble READ trouble NOTIFY searchingChanged)
public:
    SearchModel(client::Client& client, core::Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] QString text() const { return text_; }
    void setText(const QString& text);
    /// Looks in this conversation alone; an empty address: in all.
    void setPeer(const core::Address& peer);
    [[nodiscard]] bool searching() const { return searching_; }
    [[nodiscard]] QString trouble() const { return trouble_; }
    /// The next page, when a person has scrolled to the end.
    Q_INVOKABLE void more();
    /// The message in a row; 0 beyond the list.
    Q_INVOKABLE qint64 idAt(int row) const;
    Q_INVOKABLE QString peerAt(int row) const;

Q_SIGNALS:
    void textChanged();
    void searchingChanged();

private:
    void search();
    void take(const std::vector<messaging::FoundMessage>& page);
    void setSearching(bool searching);
    [[nodiscard]] FoundRow rowOf(const messaging::FoundMessage& found) const;

    client::Client& client_;
    core::Clock& clock_;
    QString text_;
    QString trouble_;
    core::Address peer_;
    std::vector<FoundRow> found_;
    std::int64_t last_ = 0;
    bool searching_ = false;
    bool ended_ = false;
    core::Timer pause_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
