// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QStringList>
#include <memory>

#include "client/Client.h"

namespace sidetone::apps {

/// Presence for other programs of the same desktop session (PRES-08), on D-Bus: the interface
/// org.sidetone.Presence1 of /org/sidetone/Presence at the name org.sidetone.Presence
/// (docs/presence-bus.md). There is nothing to change by it, and nothing of messages or calls in
/// it. Off where the parameter Presence_On_Desktop_Bus says so. Of several programs that run, the
/// first has the name, then the next.
class PresenceOnBus final : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.sidetone.Presence1")
public:
    PresenceOnBus(client::Client& client, QDBusConnection bus);
    ~PresenceOnBus() override;
    /// On the session's bus; null where there is none.
    [[nodiscard]] static std::unique_ptr<PresenceOnBus> create(client::Client& client);

public Q_SLOTS:
    /// What others see of our person: the state (the words of docs/terminal.md's presence).
    Q_SCRIPTABLE QString Own(QString& text, QString& activity, QString& address) const;
    /// The same of somebody; "unknown" for who is not in the contact list.
    Q_SCRIPTABLE QString Of(const QString& address, QString& text, QString& activity,
                            QString& name) const;
    /// The addresses in the contact list.
    Q_SCRIPTABLE QStringList Contacts() const;

Q_SIGNALS:
    Q_SCRIPTABLE void OwnChanged(const QString& state, const QString& text,
                                 const QString& activity);
    Q_SCRIPTABLE void Changed(const QString& address, const QString& state, const QString& text,
                              const QString& activity);
    /// Read Contacts() and Of() again: the list changed, or all presence at once.
    Q_SCRIPTABLE void ContactsChanged();

private:
    void apply();
    void tellOwn();

    client::Client& client_;
    QDBusConnection bus_;
    bool isOn_ = false;
};

}  // namespace sidetone::apps
