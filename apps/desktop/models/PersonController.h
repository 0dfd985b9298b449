// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QStringList>
#include <QVariantList>
#include <QVariantMap>

#include "client/Client.h"
#include "client/people/ContactListControl.h"

namespace sidetone::desktop {

/// One person with all that is known of them: the directory's facts, their presence, every way to
/// reach them, and their place in the contact list, to be changed.
class PersonController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QString who READ who NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(QString initials READ initialLetters NOTIFY changed)
    Q_PROPERTY(int hue READ hueNumber NOTIFY changed)
    Q_PROPERTY(int availability READ availability NOTIFY changed)
    Q_PROPERTY(QString presence READ presence NOTIFY changed)
    Q_PROPERTY(QString work READ work NOTIFY changed)
    Q_PROPERTY(QString address READ address NOTIFY changed)
    Q_PROPERTY(QString mail READ mail NOTIFY changed)
    Q_PROPERTY(QStringList numbers READ numbers NOTIFY changed)
    Q_PROPERTY(QVariantList facts READ facts NOTIFY changed)
    Q_PROPERTY(bool looking READ looking NOTIFY changed)
    Q_PROPERTY(QString trouble READ trouble NOTIFY changed)
    Q_PROPERTY(bool contact READ isContact NOTIFY changed)
    Q_PROPERTY(bool own READ isOwn NOTIFY changed)
    Q_PROPERTY(QVariantMap ownFacts READ ownFacts NOTIFY changed)
    Q_PROPERTY(bool editable READ isEditable NOTIFY changed)
    Q_PROPERTY(bool favourite READ isFavourite NOTIFY changed)
    Q_PROPERTY(QString shownName READ shownName NOTIFY changed)
    Q_PROPERTY(QStringList groups READ groups NOTIFY changed)
    Q_PROPERTY(QStringList allGroups READ allGroups NOTIFY changed)
    Q_PROPERTY(QString place READ place NOTIFY changed)
public:
    explicit PersonController(client::Client& client, QObject* parent = nullptr);

    [[nodiscard]] QString who() const { return who_; }
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString initialLetters() const;
    [[nodiscard]] int hueNumber() const;
    /// Shown::Availability.
    [[nodiscard]] int availability() const;
    [[nodiscard]] QString presence() const;
    /// "Engineer, Development, Example".
    [[nodiscard]] QString work() const;
    /// For chat; empty where they have none.
    [[nodiscard]] QString address() const;
    [[nodiscard]] QString mail() const;
    [[nodiscard]] QStringList numbers() const;
    /// What else the directory says: { name, value } each.
    [[nodiscard]] QVariantList facts() const;
    [[nodiscard]] bool looking() const { return looking_; }
    /// Why the directory told nothing.
    [[nodiscard]] QString trouble() const { return trouble_; }
    [[nodiscard]] bool isContact() const;
    /// Written down by the person, not by a directory.
    [[nodiscard]] bool isOwn() const { return !kept_.id.empty(); }
    /// What is written of an own contact, as write() takes it.
    [[nodiscard]] QVariantMap ownFacts() const;
    /// Whether the contact list can take them.
    [[nodiscard]] bool isEditable() const;
    [[nodiscard]] bool isFavourite() const;
    /// The person's own name for them; empty: the directory's.
    [[nodiscard]] QString shownName() const { return QString::fromStdString(kept_.person.name); }
    [[nodiscard]] QStringList groups() const;
    [[nodiscard]] QStringList allGroups() const;
    /// Where an own contact is kept.
    [[nodiscard]] QString place() const;

    /// Shows who has the address or number, or an own contact ("own:" and its id).
    Q_INVOKABLE void look(const QString& who);
    /// The same where a search has told more than the directory tells by a number.
    void lookAt(const directory::Person& person);
    Q_INVOKABLE void add() { store(); }
    Q_INVOKABLE void remove();
    Q_INVOKABLE void rename(const QString& name);
    Q_INVOKABLE void setFavourite(bool favourite);
    Q_INVOKABLE void setGroup(const QString& group, bool isIn);
    /// Writes somebody down: { name, numbers (parted by commas), address, mail, title, company }.
    /// Shows them when it is done.
    Q_INVOKABLE void write(const QVariantMap& facts) { writeInto({}, facts); }
    /// The same of the own contact who is shown; their groups stay.
    Q_INVOKABLE void rewrite(const QVariantMap& facts) { writeInto(kept_, facts); }

Q_SIGNALS:
    void changed();
    void failed(const QString& sentence);
    /// write() or rewrite() has kept them.
    void written();

private:
    void readList();
    void resolve();
    void store();
    void writeInto(client::OwnContact contact, const QVariantMap& facts);
    void refresh(const core::Address& address);
    void tell(const core::Status& done);

    client::Client& client_;
    QString who_;
    directory::Person person_;  ///< the directory's
    client::OwnContact kept_;   ///< the list's
    std::optional<messaging::Contact> entry_;
    QString trouble_;
    bool looking_ = false;
    core::Owner asking_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
