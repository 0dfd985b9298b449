// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/ConnectionSettings.h"
#include "models/RowModel.h"

namespace sidetone::client {
class Client;
}

namespace sidetone::desktop {

/// One address of the connection settings.
struct ConnectionRow {
    QString key;
    QString label;
    QString hint;  ///< what it is for
    QString value;
    QString problem;  ///< why the value is none; empty while it is one, or while nobody looked
    QString lock;     ///< who fixed it; empty where the person may change it
    friend bool operator==(const ConnectionRow&, const ConnectionRow&) = default;
};

/// The connection settings while a person changes them (DISC-15 to DISC-17): how servers are
/// found, and the addresses that this needs. Nothing counts before save().
class ConnectionController final : public RowModel<ConnectionRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(int type READ type WRITE setType NOTIFY changed)
    Q_PROPERTY(QString typeLock READ typeLock NOTIFY changed)
    Q_PROPERTY(bool manual READ manual NOTIFY changed)
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    Q_PROPERTY(bool edited READ edited NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
public:
    explicit ConnectionController(client::Client& client, QObject* parent = nullptr);

    /// Shown::Account, as chosen in the form.
    [[nodiscard]] int type() const { return static_cast<int>(draft_.type); }
    void setType(int type);
    /// Who fixed the kind of account; empty where the person may choose.
    [[nodiscard]] QString typeLock() const;
    /// True where something is set by hand, as kept.
    [[nodiscard]] bool manual() const;
    /// What is kept, in one line.
    [[nodiscard]] QString summary() const;
    /// True where the form differs from what is kept.
    [[nodiscard]] bool edited() const;
    /// Why it could not be saved.
    [[nodiscard]] QString problem() const { return problem_; }

    /// Shows what is kept.
    Q_INVOKABLE void load();
    Q_INVOKABLE void edit(const QString& key, const QString& value);
    /// Keeps the form; false with problems in words where it is not complete.
    Q_INVOKABLE bool save();
    /// Drops everything that was set by hand (DISC-17).
    Q_INVOKABLE bool automatic();

Q_SIGNALS:
    void changed();

private:
    bool keep(const client::ConnectionSettings& settings);
    void show();
    [[nodiscard]] bool checkAll();

    client::Client& client_;
    client::ConnectionSettings draft_;
    QHash<QString, QString> problems_;
    QString problem_;
};

}  // namespace sidetone::desktop
