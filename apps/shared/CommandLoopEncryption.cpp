// SPDX-License-Identifier: GPL-3.0-or-later
// The commands about who can read a conversation, and with which devices.
#include <QJsonArray>
#include <array>

#include "messaging/EncryptionControl.h"
#include "shared/CommandLoop.h"
#include "shared/Json.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::fail;
using core::Result;
using messaging::EncryptionControl;
using messaging::EncryptionDevice;
using messaging::Trust;

namespace {

constexpr std::array trustNames{
    std::pair{Trust::Undecided, "undecided"}, std::pair{Trust::Blind, "blind"},
    std::pair{Trust::Verified, "verified"}, std::pair{Trust::Untrusted, "untrusted"}};

QString trustName(Trust trust) {
    for (const auto& [value, name] : trustNames) {
        if (value == trust) return QString::fromLatin1(name);
    }
    return {};
}

QJsonObject toJson(const messaging::ConversationLock& lock) {
    return {{u"protection"_s, apps::nameOf(lock.protection)},
            {u"refused"_s, lock.isRefused},
            {u"changeable"_s, lock.canBeChanged},
            {u"verified"_s, lock.isVerified},
            {u"new_devices"_s, lock.hasNewDevices},
            {u"sentence"_s, QString::fromStdString(lock.sentence)}};
}

QJsonObject toJson(const EncryptionDevice& device) {
    return {{u"device"_s, qint64(device.id)},
            {u"owner"_s, QString::fromStdString(device.owner.text())},
            {u"label"_s, QString::fromStdString(device.label)},
            {u"fingerprint"_s, QString::fromStdString(device.fingerprint)},
            {u"trust"_s, trustName(device.trust)},
            {u"this_one"_s, device.isThisOne},
            {u"active"_s, device.isActive},
            {u"scheme"_s, apps::nameOf(device.scheme)}};
}

}  // namespace

void CommandLoop::addEncryptionCommand(
    const QString& name,
    std::function<void(EncryptionControl&, const core::Address&, const QJsonObject&, const Reply&)>
        run) {
    handlers_[name] = [this, run = std::move(run)](const QJsonObject& command, const Reply& reply) {
        auto* control = client_.encryption();
        if (control == nullptr) {
            return reply(fail(ErrorCode::Unavailable, "Looking at the encryption",
                              "nobody is signed in to chat", "Sign in first."));
        }
        const auto text = command.value(u"peer"_s).toString().toStdString();
        const auto peer = core::Address::parse(text);
        if (!peer) return reply(fail(ErrorCode::InvalidInput, "Reading the peer", text));
        run(*control, *peer, command, reply);
    };
}

void CommandLoop::addEncryptionCommands() {
    addEncryptionCommand(
        u"lock"_s, [](EncryptionControl& control, const core::Address& peer, const QJsonObject&,
                      const Reply& reply) { reply(toJson(control.lock(peer))); });
    addEncryptionCommand(u"encrypt"_s, [](EncryptionControl& control, const core::Address& peer,
                                          const QJsonObject& command, const Reply& reply) {
        control.setEncrypted(peer, command.value(u"encrypted"_s).toBool());
        reply(toJson(control.lock(peer)));
    });
    addEncryptionCommand(u"devices"_s, [this](EncryptionControl& control, const core::Address& peer,
                                              const QJsonObject&, const Reply& reply) {
        control.devices(peer).then(owner_,
                                   [reply](const Result<std::vector<EncryptionDevice>>& devices) {
                                       if (!devices) return reply(devices.error());
                                       QJsonArray list;
                                       for (const auto& device : *devices)
                                           list.append(toJson(device));
                                       reply(QJsonObject{{u"devices"_s, list}});
                                   });
    });
    addEncryptionCommand(u"trust-device"_s,
                         [](EncryptionControl& control, const core::Address& peer,
                            const QJsonObject& command, const Reply& reply) {
                             const auto wanted = command.value(u"trust"_s).toString().toStdString();
                             for (const auto& [trust, name] : trustNames) {
                                 if (wanted != name) continue;
                                 const auto device = command.value(u"device"_s).toInteger();
                                 control.setTrust(peer, static_cast<std::uint32_t>(device), trust);
                                 return reply(QJsonObject());
                             }
                             reply(fail(ErrorCode::InvalidInput, "Reading the trust", wanted,
                                        "It is undecided, blind, verified or untrusted."));
                         });
    addEncryptionCommand(u"remove-device"_s,
                         [this](EncryptionControl& control, const core::Address&,
                                const QJsonObject& command, const Reply& reply) {
                             const auto device = command.value(u"device"_s).toInteger();
                             control.removeOwnDevice(static_cast<std::uint32_t>(device))
                                 .then(owner_, [reply](const core::Status& done) {
                                     if (!done) return reply(done.error());
                                     reply(QJsonObject());
                                 });
                         });
}

}  // namespace sidetone::apps
