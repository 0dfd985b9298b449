// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/PresenceOnBus.h"

#include <QDBusConnectionInterface>

#include "config/keys.h"
#include "shared/Json.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;

namespace {

constexpr auto serviceName = "org.sidetone.Presence"_L1;
constexpr config::Key<bool> isOnBus{"Presence_On_Desktop_Bus"};
constexpr auto objectPath = "/org/sidetone/Presence"_L1;

QString activityOf(const messaging::Presence& presence) {
    return toJson(presence).value("activity"_L1).toString();
}

}  // namespace

std::unique_ptr<PresenceOnBus> PresenceOnBus::create(client::Client& client) {
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")) return nullptr;
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return nullptr;
    return std::make_unique<PresenceOnBus>(client, std::move(bus));
}

PresenceOnBus::PresenceOnBus(client::Client& client, QDBusConnection bus)
    : client_(client), bus_(std::move(bus)) {
    using client::Client;
    connect(&client_, &Client::settingsChanged, this, &PresenceOnBus::apply);
    connect(&client_, &Client::stateChanged, this, &PresenceOnBus::apply);
    connect(&client_, &Client::presenceChanged, this, &PresenceOnBus::tellOwn);
    connect(&client_, &Client::stateChanged, this, &PresenceOnBus::tellOwn);
    connect(&client_, &Client::contactsChanged, this, &PresenceOnBus::ContactsChanged);
    connect(&client_, &Client::contactChanged, this, [this](const core::Address& address) {
        const auto contact = client_.contact(address);
        if (!contact) return;
        const auto& presence = contact->presence;
        Q_EMIT Changed(QString::fromStdString(address.text()), nameOf(presence.availability),
                       QString::fromStdString(presence.text), activityOf(presence));
    });
    apply();
}

PresenceOnBus::~PresenceOnBus() {
    if (isOn_) bus_.interface()->unregisterService(serviceName);
}

void PresenceOnBus::apply() {
    const bool isWanted = client_.settings().get(isOnBus);
    if (isWanted == isOn_) return;
    isOn_ = isWanted;
    if (!isOn_) {
        bus_.interface()->unregisterService(serviceName);
        bus_.unregisterObject(objectPath);
        return;
    }
    bus_.registerObject(
        objectPath, this,
        QDBusConnection::ExportScriptableSlots | QDBusConnection::ExportScriptableSignals);
    bus_.interface()->registerService(serviceName, QDBusConnectionInterface::QueueService);
}

void PresenceOnBus::tellOwn() {
    QString text;
    QString activity;
    QString address;
    const auto state = Own(text, activity, address);
    Q_EMIT OwnChanged(state, text, activity);
}

QString PresenceOnBus::Own(QString& text, QString& activity, QString& address) const {
    if (client_.state() != client::ClientState::Ready) return u"offline"_s;
    const auto presence = client_.presence();
    text = QString::fromStdString(presence.text);
    activity = activityOf(presence);
    address = QString::fromStdString(client_.self().text());
    return nameOf(presence.availability);
}

QString PresenceOnBus::Of(const QString& address, QString& text, QString& activity,
                          QString& name) const {
    const auto who = core::Address::parse(address.toStdString());
    const auto contact = who ? client_.contact(*who) : std::nullopt;
    if (!contact) return u"unknown"_s;
    text = QString::fromStdString(contact->presence.text);
    activity = activityOf(contact->presence);
    name = QString::fromStdString(contact->name);
    return nameOf(contact->presence.availability);
}

QStringList PresenceOnBus::Contacts() const {
    QStringList addresses;
    for (const auto& contact : client_.contacts()) {
        addresses << QString::fromStdString(contact.address.text());
    }
    return addresses;
}

}  // namespace sidetone::apps
