// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QStringList>
#include <QUrl>

#include "client/Client.h"

namespace sidetone::client {
class ContactListControl;
}

namespace sidetone::desktop {

class FileChooser;

/// The contact list as the person keeps it: its groups, files of vCards, and who is moved from one
/// group to another.
class ContactListController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QStringList groups READ groups NOTIFY changed)
    Q_PROPERTY(QString place READ place NOTIFY changed)
    Q_PROPERTY(bool available READ available NOTIFY changed)
public:
    explicit ContactListController(client::Client& client, QObject* parent = nullptr);

    /// In the person's order, favourites aside: they are always first.
    [[nodiscard]] QStringList groups() const;
    /// Where the list is kept, for people.
    [[nodiscard]] QString place() const;
    [[nodiscard]] bool available() const { return control() != nullptr; }
    void setChooser(FileChooser* chooser) { chooser_ = chooser; }

    Q_INVOKABLE void addGroup(const QString& name);
    Q_INVOKABLE void renameGroup(const QString& from, const QString& to);
    /// Its people stay in the list.
    Q_INVOKABLE void removeGroup(const QString& name) { renameGroup(name, {}); }
    /// One place up (-1) or down (1).
    Q_INVOKABLE void moveGroup(const QString& name, int by);
    /// Takes somebody (as ContactModel's `who`) out of a group and puts them into another one; an
    /// empty name is none.
    Q_INVOKABLE void move(const QString& who, const QString& from, const QString& to);
    /// Asks the desktop for a file of vCards.
    Q_INVOKABLE void chooseImport();
    Q_INVOKABLE void importFile(const QUrl& file);
    /// Into the person's documents.
    Q_INVOKABLE void exportFile();

Q_SIGNALS:
    void changed();
    /// What was done, as a sentence.
    void told(const QString& sentence);
    /// Why something was not done, as a sentence.
    void failed(const QString& sentence);

private:
    [[nodiscard]] client::ContactListControl* control() const;
    void tellFailure(const core::Status& done);
    void importPath(const std::filesystem::path& path);

    client::Client& client_;
    FileChooser* chooser_ = nullptr;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
