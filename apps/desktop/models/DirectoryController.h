// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QStringList>

#include "client/Client.h"
#include "models/AddressBookController.h"

namespace sidetone::client {
struct DirectoryTest;
}

namespace sidetone::desktop {

/// The settings' test of the directory: what was asked of whom, and what came back.
class DirectoryController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool running READ running NOTIFY changed)
    Q_PROPERTY(bool done READ done NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY serviceChanged)
    Q_PROPERTY(QString kind READ kind NOTIFY changed)
    Q_PROPERTY(QString server READ server NOTIFY changed)
    Q_PROPERTY(QString asked READ asked NOTIFY changed)
    Q_PROPERTY(QString took READ took NOTIFY changed)
    Q_PROPERTY(QString result READ result NOTIFY changed)
    Q_PROPERTY(QString trouble READ trouble NOTIFY changed)
    Q_PROPERTY(QStringList people READ people NOTIFY changed)
    Q_PROPERTY(sidetone::desktop::AddressBookController* books READ books CONSTANT)
public:
    explicit DirectoryController(client::Client& client, QObject* parent = nullptr);

    [[nodiscard]] bool running() const { return running_; }
    /// There is an answer, or an error, of the last test.
    [[nodiscard]] bool done() const { return done_; }
    /// The directory's line of Connection Status.
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString kind() const { return kind_; }
    [[nodiscard]] QString server() const { return server_; }
    /// The filter or the request, as it was sent.
    [[nodiscard]] QString asked() const { return asked_; }
    [[nodiscard]] QString took() const { return took_; }
    /// "3 people found"; empty where it failed.
    [[nodiscard]] QString result() const { return result_; }
    /// What failed, what came back and what to do.
    [[nodiscard]] QString trouble() const { return trouble_; }
    /// A line for each: name, address, numbers.
    [[nodiscard]] QStringList people() const { return people_; }
    [[nodiscard]] AddressBookController* books() { return &books_; }
    /// Searches for the text; without one, for the person themself.
    Q_INVOKABLE void test(const QString& text);

Q_SIGNALS:
    void changed();
    void serviceChanged();

private:
    void take(const client::DirectoryTest& test);

    client::Client& client_;
    bool running_ = false;
    bool done_ = false;
    QString kind_;
    QString server_;
    QString asked_;
    QString took_;
    QString result_;
    QString trouble_;
    QStringList people_;
    AddressBookController books_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
