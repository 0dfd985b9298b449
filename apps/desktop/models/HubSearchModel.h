// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/people/PeopleControl.h"
#include "models/RowModel.h"
#include "models/SearchModel.h"

namespace sidetone::desktop {

/// One thing that the hub's field found.
struct HubRow {
    QString key;   ///< unique, and the same as long as it is the same thing
    QString kind;  ///< "call", "person", "room", "command", "message"
    QString section;
    QString title;
    QString line;     ///< the second line, as styled text
    QString plain;    ///< the same for screen readers
    QString who;      ///< of a person: address or number
    QString address;  ///< where a press opens a chat; empty where it calls
    QString number;   ///< what the call button calls
    QString command;  ///< what a command does
    QString message;  ///< a message's number
    QString initials;
    QString icon;
    QString time;
    int hue = 0;
    int availability = 0;  ///< Shown::Availability
    friend bool operator==(const HubRow&, const HubRow&) = default;
};

/// What the hub's first field finds: a number to call, people, rooms, commands and messages, in
/// groups. Each source is shown when it answers. While somebody points at the list or is in it with
/// the keyboard (`held`), what is there keeps its place, and what comes is put behind it.
class HubSearchModel final : public RowModel<HubRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    Q_PROPERTY(bool held MEMBER held_ NOTIFY heldChanged)
    Q_PROPERTY(bool searching READ searching NOTIFY searchingChanged)
    Q_PROPERTY(QString trouble READ trouble NOTIFY searchingChanged)
public:
    HubSearchModel(client::Client& client, core::Clock& clock, SearchModel& messages,
                   QObject* parent = nullptr);

    [[nodiscard]] QString text() const { return text_; }
    void setText(const QString& text);
    /// True while people or messages are looked for.
    [[nodiscard]] bool searching() const { return searching_; }
    /// Why the directory told nobody; empty where it answered.
    [[nodiscard]] QString trouble() const { return trouble_; }
    /// What is typed, where it can be called: a number or an address. Otherwise empty.
    [[nodiscard]] static QString dialable(const QString& text);
    /// Who stands in a row; nobody where no person does.
    [[nodiscard]] std::optional<directory::Person> personAt(int row) const;
    /// Whether a row is somebody.
    Q_INVOKABLE bool isPerson(int row) const { return personAt(row).has_value(); }

Q_SIGNALS:
    void textChanged();
    void heldChanged();
    void searchingChanged();

private:
    void search();
    void searchContacts();
    void takePeople(const directory::FoundPeople& found);
    void setSearching(bool searching);
    void show();
    void showSoon();
    void addCall(std::vector<HubRow>& rows) const;
    void addPeople(std::vector<HubRow>& rows) const;
    void addRooms(std::vector<HubRow>& rows) const;
    void addCommands(std::vector<HubRow>& rows) const;
    void addMessages(std::vector<HubRow>& rows) const;
    [[nodiscard]] bool matches(const QString& text) const;
    [[nodiscard]] HubRow rowOf(const directory::Person& person) const;

    client::Client& client_;
    core::Clock& clock_;
    SearchModel& messages_;
    QString text_;
    QStringList words_;  ///< in one case
    QString trouble_;
    std::vector<directory::Person> people_;
    bool held_ = false;
    bool searching_ = false;
    core::Timer pause_;
    core::Timer soon_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
