// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCollator>
#include <optional>

#include "core/Clock.h"
#include "core/Task.h"
#include "messaging/Presence.h"
#include "models/RowModel.h"

namespace sidetone::client {
class Client;
}

namespace sidetone::desktop {

/// One person of the list.
struct ContactRow {
    QString key;      ///< section and who: one person may be in several groups
    QString who;      ///< the address, or "own:" and the id of whom the person wrote down; empty:
                      ///< nobody, in the place of a group's people
    QString address;  ///< for chat; may be empty
    QString number;   ///< what a press calls where there is no address
    QString group;    ///< the group's own name; empty: in none
    QString name;
    QString initials;
    QString section;
    QString line;      ///< the second line: own words or availability
    QString presence;  ///< availability in words
    int hue = 0;
    int availability = 0;  ///< Shown::Availability
    bool mobile = false;   ///< only on a phone
    friend bool operator==(const ContactRow&, const ContactRow&) = default;
};

/// The contact list by groups, favourites first, then in the person's order, those in none last;
/// each by name. A group of nobody has a row that says so, and takes whom is dropped there. What is
/// typed in the hub's field stands here too, for HubSearchModel.
class ContactModel final : public RowModel<ContactRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(int total READ total NOTIFY totalChanged)
public:
    ContactModel(client::Client& client, core::Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] QString filter() const { return filter_; }
    void setFilter(const QString& filter);
    /// How many people are in the list.
    [[nodiscard]] int total() const { return total_; }
    /// The address in a row, empty beyond the list.
    Q_INVOKABLE QString addressAt(int row) const;

Q_SIGNALS:
    void filterChanged();
    void totalChanged();

private:
    /// Somebody in one of their groups.
    struct Place {
        ContactRow row;
        std::size_t rank = 0;  ///< of the group
        QCollatorSortKey order;
    };
    void addPlaces(const ContactRow& plain, const std::vector<std::string>& groups);
    void addOwn();
    void addEmptyGroups();
    void reload();
    void reloadOne(const core::Address& address);
    void show();

    client::Client& client_;
    core::Clock& clock_;
    QCollator collator_;
    std::vector<std::string> groups_;  ///< in the person's order, favourites aside
    std::vector<Place> places_;
    int total_ = 0;
    QString filter_;
    core::Timer soon_;
};

}  // namespace sidetone::desktop
