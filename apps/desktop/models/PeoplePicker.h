// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/Client.h"
#include "models/RowModel.h"

namespace sidetone::desktop {

/// One person to choose.
struct PickRow {
    QString key;  ///< the address
    QString name;
    QString initials;
    QString line;
    int hue = 0;
    int availability = 0;
    bool chosen = false;
    friend bool operator==(const PickRow&, const PickRow&) = default;
};

/// People to choose from: contacts and, while something is typed, the directory. Who is chosen
/// stays chosen whatever is typed.
class PeoplePicker final : public RowModel<PickRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    Q_PROPERTY(QStringList names READ names NOTIFY chosenChanged)
    Q_PROPERTY(int chosen READ chosenCount NOTIFY chosenChanged)
public:
    PeoplePicker(client::Client& client, core::Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] QString filter() const { return filter_; }
    void setFilter(const QString& filter);
    /// Names of who is chosen, in the order of the choice.
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] int chosenCount() const { return static_cast<int>(chosen_.size()); }
    [[nodiscard]] std::vector<core::Address> chosen() const;
    /// Chooses the person of a row, or no longer.
    Q_INVOKABLE void toggle(int row);
    /// Who was chosen as number so many is no longer.
    Q_INVOKABLE void drop(int number);
    /// An address that was typed, for who is in no list. False where it is none.
    Q_INVOKABLE bool addTyped();
    /// Nobody is chosen, nothing is typed; these are not offered.
    void start(const std::vector<core::Address>& without = {});

Q_SIGNALS:
    void filterChanged();
    void chosenChanged();

private:
    void toggle(const PickRow& row);
    void askDirectory();
    void show();

    client::Client& client_;
    core::Clock& clock_;
    QString filter_;
    std::vector<PickRow> chosen_;
    std::vector<messaging::Contact> found_;
    std::vector<core::Address> without_;
    core::Timer pause_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
