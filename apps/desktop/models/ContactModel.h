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
    QString key;  ///< section and address: one person may be a contact and a search result
    QString address;
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

/// The contact list: favourites first, then all, each by name; filtered by what is typed, with
/// the people whom the directory knows below.
class ContactModel final : public RowModel<ContactRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(QString dialable READ dialable NOTIFY filterChanged)
    Q_PROPERTY(bool searching READ searching NOTIFY searchingChanged)
    Q_PROPERTY(QString trouble READ trouble NOTIFY searchingChanged)
    Q_PROPERTY(int total READ total NOTIFY totalChanged)
public:
    ContactModel(client::Client& client, core::Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] QString filter() const { return filter_; }
    void setFilter(const QString& filter);
    /// What is typed, where it can be called: a number or an address. Otherwise empty.
    [[nodiscard]] QString dialable() const;
    /// True while the directory is asked.
    [[nodiscard]] bool searching() const { return searching_; }
    /// Why the search looked into the contact list alone; empty where the directory answered.
    [[nodiscard]] QString trouble() const { return trouble_; }
    /// All contacts, whatever the filter.
    [[nodiscard]] int total() const { return static_cast<int>(people_.size()); }
    /// The address in a row, empty beyond the list.
    Q_INVOKABLE QString addressAt(int row) const;

Q_SIGNALS:
    void filterChanged();
    void searchingChanged();
    void totalChanged();

private:
    struct Person {
        ContactRow row;
        QString folded;  ///< name, address, in one case, for the filter
        bool favourite = false;
        QCollatorSortKey order;
    };
    [[nodiscard]] Person personOf(const messaging::Contact& contact) const;
    void reload();
    void reloadOne(const core::Address& address);
    void sortPeople();
    void show();
    void askDirectory();
    void setSearching(bool searching);
    [[nodiscard]] bool matches(const Person& person, const QStringList& words) const;

    client::Client& client_;
    core::Clock& clock_;
    QCollator collator_;
    std::vector<Person> people_;
    std::vector<ContactRow> found_;
    QString filter_;
    QString trouble_;
    bool searching_ = false;
    core::Timer pause_;
    core::Timer soon_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
