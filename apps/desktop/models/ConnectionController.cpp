// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ConnectionController.h"

#include <array>

#include "client/Client.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

using client::ConnectionSettings;
using AccountType = ConnectionSettings::AccountType;

enum class Need { Required, Optional };

/// A field of the form: the member it edits, the parameter that policy locks it by, and the kinds
/// of account that have it.
struct FieldOf {
    const char* key;
    std::string ConnectionSettings::*member;
    const char* label;
    const char* hint;
    Need need;
    bool (*isFor)(AccountType);
};

constexpr std::array fields{
    FieldOf{"PresenceServerAddress", &ConnectionSettings::loginServer, QT_TR_NOOP("Login server"),
            QT_TR_NOOP("The IM & Presence server to sign in to"), Need::Required,
            [](AccountType type) { return type == AccountType::ImAndPresence; }},
    FieldOf{"PresenceServerAddress", &ConnectionSettings::loginServer,
            QT_TR_NOOP("Organisation's server"),
            QT_TR_NOOP("Empty: the cloud service finds it by your address"), Need::Optional,
            [](AccountType type) { return type == AccountType::Cloud; }},
    FieldOf{"TftpServer1", &ConnectionSettings::tftpServer, QT_TR_NOOP("TFTP server"),
            QT_TR_NOOP("Where your phone's settings are"), Need::Required,
            [](AccountType type) { return type == AccountType::CallManager; }},
    FieldOf{"CcmcipServer1", &ConnectionSettings::ccmcipServer, QT_TR_NOOP("CCMCIP server"),
            QT_TR_NOOP("Where the list of your devices is"), Need::Required,
            [](AccountType type) { return type == AccountType::CallManager; }},
    FieldOf{"CtiServer1", &ConnectionSettings::ctiServer, QT_TR_NOOP("CTI server"),
            QT_TR_NOOP("Only for desk phones; may stay empty"), Need::Optional,
            [](AccountType type) { return type == AccountType::CallManager; }},
    FieldOf{"ServicesDomain", &ConnectionSettings::servicesDomain, QT_TR_NOOP("Services domain"),
            QT_TR_NOOP("Empty: the part of your address after the @"), Need::Optional,
            [](AccountType) { return true; }},
    FieldOf{"VoiceServicesDomain", &ConnectionSettings::voiceServicesDomain,
            QT_TR_NOOP("Voice services domain"),
            QT_TR_NOOP("Only where phone servers have a domain of their own"), Need::Optional,
            [](AccountType) { return true; }},
};

QString typeWords(AccountType type) {
    switch (type) {
        case AccountType::Automatic:
            return ConnectionController::tr("Automatic");
        case AccountType::ImAndPresence:
            return ConnectionController::tr("Cisco IM & Presence");
        case AccountType::CallManager:
            return ConnectionController::tr("Cisco Communications Manager");
        case AccountType::Cloud:
            break;
    }
    return ConnectionController::tr("Cloud");
}

/// A host name or an address.
bool isServer(const std::string& text) {
    const bool isIp6 = text.find(':') != std::string::npos &&
                       text.find_first_not_of("0123456789abcdefABCDEF:.") == std::string::npos;
    return isIp6 || core::Address::parse("a@" + text).has_value();
}

QString lockOf(const client::Client& client, const char* key) {
    if (!client.settings().isLocked(key)) return {};
    return ConnectionController::tr("Set by the policy of this machine");
}

QString lockedValue(const client::Client& client, const char* key) {
    for (const auto& value : client.settings().layersOf(key)) {
        if (value.layer == config::Layer::PolicyLocked) return toQt(value.text);
    }
    return {};
}

}  // namespace

ConnectionController::ConnectionController(client::Client& client, QObject* parent)
    : RowModel({{"key", [](const ConnectionRow& r) -> QVariant { return r.key; }},
                {"label", [](const ConnectionRow& r) -> QVariant { return r.label; }},
                {"hint", [](const ConnectionRow& r) -> QVariant { return r.hint; }},
                {"value", [](const ConnectionRow& r) -> QVariant { return r.value; }},
                {"problem", [](const ConnectionRow& r) -> QVariant { return r.problem; }},
                {"lock", [](const ConnectionRow& r) -> QVariant { return r.lock; }}},
               parent),
      client_(client) {
    connect(&client_, &client::Client::settingsChanged, this, [this] {
        show();
        Q_EMIT changed();
    });
    load();
}

void ConnectionController::show() {
    std::vector<ConnectionRow> rows;
    for (const auto& field : fields) {
        if (!field.isFor(draft_.type)) continue;
        ConnectionRow row;
        row.key = QString::fromLatin1(field.key);
        row.label = tr(field.label);
        row.hint = tr(field.hint);
        row.lock = lockOf(client_, field.key);
        row.value =
            row.lock.isEmpty() ? toQt(draft_.*field.member) : lockedValue(client_, field.key);
        row.problem = problems_.value(row.key);
        rows.push_back(row);
    }
    setRows(std::move(rows));
}

void ConnectionController::load() {
    draft_ = client_.connectionSettings();
    problems_.clear();
    problem_.clear();
    show();
    Q_EMIT changed();
}

void ConnectionController::setType(int type) {
    if (type == this->type() || type < 0 || type > static_cast<int>(AccountType::Cloud)) return;
    draft_.type = static_cast<AccountType>(type);
    problems_.clear();
    problem_.clear();
    show();
    Q_EMIT changed();
}

QString ConnectionController::typeLock() const {
    const auto lock = lockOf(client_, "Authenticator");
    return lock.isEmpty() ? lockOf(client_, "ProductMode") : lock;
}

bool ConnectionController::manual() const {
    return !(client_.connectionSettings() == ConnectionSettings{});
}

QString ConnectionController::summary() const {
    const auto kept = client_.connectionSettings();
    QStringList parts{typeWords(kept.type)};
    for (const auto& field : fields) {
        const auto& value = kept.*field.member;
        if (field.isFor(kept.type) && !value.empty()) parts << toQt(value);
    }
    parts.removeDuplicates();
    return parts.join(QStringLiteral(" \u00b7 "));
}

bool ConnectionController::edited() const {
    return !(draft_ == client_.connectionSettings());
}

void ConnectionController::edit(const QString& key, const QString& value) {
    for (const auto& field : fields) {
        if (key != QLatin1String(field.key) || !field.isFor(draft_.type)) continue;
        draft_.*field.member = value.trimmed().toStdString();
    }
    problems_.remove(key);
    problem_.clear();
    show();
    Q_EMIT changed();
}

bool ConnectionController::checkAll() {
    problems_.clear();
    for (const auto& field : fields) {
        const bool asked = field.isFor(draft_.type) && lockOf(client_, field.key).isEmpty();
        if (!asked) continue;
        const auto& value = draft_.*field.member;
        const auto key = QString::fromLatin1(field.key);
        if (value.empty() && field.need == Need::Required) {
            problems_[key] = tr("This way of signing in needs an address here.");
        } else if (!value.empty() && !isServer(value)) {
            problems_[key] = tr("\u201c%1\u201d is no server name. Write it like "
                                "server.company.example, or as an IP address.")
                                 .arg(toQt(value));
        }
    }
    show();
    return problems_.isEmpty();
}

bool ConnectionController::keep(const ConnectionSettings& settings) {
    const auto status = client_.setConnectionSettings(settings);
    problem_ = status ? QString() : toQt(status.error().sentence());
    if (status) load();
    Q_EMIT changed();
    return status.has_value();
}

bool ConnectionController::save() {
    auto wanted = draft_;
    for (const auto& field : fields) {
        const bool used = std::any_of(fields.begin(), fields.end(), [&](const FieldOf& other) {
            return other.member == field.member && other.isFor(wanted.type);
        });
        if (!used) (wanted.*field.member).clear();
    }
    if (checkAll()) return keep(wanted);
    Q_EMIT changed();
    return false;
}

bool ConnectionController::automatic() {
    return keep({});
}

}  // namespace sidetone::desktop
