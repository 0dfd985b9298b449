// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Client.h"
#include "messaging/RoomControl.h"
#include "models/RowModel.h"

namespace sidetone::desktop {

/// One room of the server's list.
struct ListedRoom {
    QString key;  ///< its address
    QString name;
    QString line;
    bool joined = false;
    friend bool operator==(const ListedRoom&, const ListedRoom&) = default;
};

/// The rooms that can be joined: the bookmarks of the person and the server's public list.
class RoomListModel final : public RowModel<ListedRoom> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
    Q_PROPERTY(QString trouble READ trouble NOTIFY loadingChanged)
    Q_PROPERTY(bool typedAddress READ typedAddress NOTIFY filterChanged)
    Q_PROPERTY(bool hasPassword READ hasPassword NOTIFY filterChanged)
public:
    explicit RoomListModel(client::Client& client, QObject* parent = nullptr);

    [[nodiscard]] QString filter() const { return filter_; }
    void setFilter(const QString& filter);
    [[nodiscard]] bool loading() const { return loading_; }
    [[nodiscard]] QString trouble() const { return trouble_; }
    /// A room that a link names, with what the link says for it; it is joined by a press alone.
    void propose(const QString& address, const QString& nickname, const QString& password);
    /// A link brought the password of the room that is typed.
    [[nodiscard]] bool hasPassword() const { return !passwordOf(filter_).isEmpty(); }
    /// What a link said for that room; empty for any other.
    Q_INVOKABLE QString passwordOf(const QString& address) const;
    Q_INVOKABLE QString nicknameOf(const QString& address) const;
    /// What is typed is an address that no row has: it can be joined as it is.
    [[nodiscard]] bool typedAddress() const;
    /// The address in a row, empty beyond the list; and whether our person is in it.
    Q_INVOKABLE QString addressAt(int row) const {
        return has(row) ? this->row(row).key : QString();
    }
    Q_INVOKABLE bool joinedAt(int row) const { return has(row) && this->row(row).joined; }
    /// Asks the server anew.
    Q_INVOKABLE void load();

Q_SIGNALS:
    void filterChanged();
    void loadingChanged();

private:
    void show();
    client::Client& client_;
    std::vector<messaging::RoomListing> listings_;
    QString filter_;
    QString linked_;  ///< the room of a link
    QString linkedName_;
    QString linkedPassword_;
    QString trouble_;
    bool loading_ = false;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
