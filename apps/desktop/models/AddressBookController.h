// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QStringList>

#include "client/Client.h"

namespace sidetone::directory {
struct BookState;
}

namespace sidetone::desktop {

/// The person's own address book on a server, in the settings of the directory: where it is, and a
/// test that reads all of the person's own address books now.
class AddressBookController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with DirectoryController")
    Q_PROPERTY(QString server READ server NOTIFY changed)
    Q_PROPERTY(QString user READ user NOTIFY changed)
    Q_PROPERTY(bool running READ running NOTIFY changed)
    Q_PROPERTY(QStringList books READ books NOTIFY changed)
    Q_PROPERTY(QString trouble READ trouble NOTIFY changed)
public:
    explicit AddressBookController(client::Client& client, QObject* parent = nullptr);

    [[nodiscard]] QString server() const;
    [[nodiscard]] QString user() const;
    [[nodiscard]] bool running() const { return running_; }
    /// A line for each address book that was read: "CardDAV, dav.example.com: 12 people in
    /// Friends".
    [[nodiscard]] QStringList books() const { return books_; }
    /// What failed, what came back and what to do.
    [[nodiscard]] QString trouble() const { return trouble_; }
    /// Keeps the server, the user and, where it is not empty, the password; then reads all address
    /// books. An empty server is forgotten, with its password.
    Q_INVOKABLE void test(const QString& server, const QString& user, const QString& password);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] core::Status keep(const char* name, const QString& value);
    void read();
    void fail(const core::Error& error);
    void take(const std::vector<directory::BookState>& states);

    client::Client& client_;
    bool running_ = false;
    QStringList books_;
    QString trouble_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
