// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/JsonSettings.h"

#include <QJsonArray>
#include <utility>

#include "client/links/ProtocolLink.h"

#include <QDateTime>
#include <QJsonArray>
#include <array>

#include "config/Registry.h"
#include "shared/Json.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;
using client::ConnectionSettings;
using client::NetworkView;

namespace {

using Kind = signin::Question::Kind;
using Type = ConnectionSettings::AccountType;
using State = NetworkView::State;
using Place = NetworkView::Place;

constexpr std::array kinds{std::pair{Kind::Credentials, "credentials"},
                           std::pair{Kind::Browser, "browser"},
                           std::pair{Kind::EmailAddress, "email-address"},
                           std::pair{Kind::CertificatePassword, "certificate-password"},
                           std::pair{Kind::AuthenticationString, "authentication-string"}};
constexpr std::array types{
    std::pair{Type::Automatic, "automatic"}, std::pair{Type::ImAndPresence, "im-and-presence"},
    std::pair{Type::CallManager, "call-manager"}, std::pair{Type::Cloud, "cloud"}};
constexpr std::array states{
    std::pair{State::Unknown, "unknown"}, std::pair{State::Offline, "offline"},
    std::pair{State::CaptivePortal, "captive-portal"}, std::pair{State::Online, "online"}};
constexpr std::array places{std::pair{Place::Unknown, "unknown"},
                            std::pair{Place::Inside, "inside"},
                            std::pair{Place::Outside, "outside"}};

/// A field of the connection settings under its name in JSON.
struct TextField {
    const char* name;
    std::string ConnectionSettings::*member;
};
constexpr std::array textFields{
    TextField{"login_server", &ConnectionSettings::loginServer},
    TextField{"tftp_server", &ConnectionSettings::tftpServer},
    TextField{"ccmcip_server", &ConnectionSettings::ccmcipServer},
    TextField{"cti_server", &ConnectionSettings::ctiServer},
    TextField{"services_domain", &ConnectionSettings::servicesDomain},
    TextField{"voice_services_domain", &ConnectionSettings::voiceServicesDomain}};

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

template <class Table, class Value>
QString nameIn(const Table& table, Value value) {
    for (const auto& [each, name] : table) {
        if (each == value) return QString::fromLatin1(name);
    }
    return u"unknown"_s;
}

QString time(core::WallTime when) {
    return QDateTime::fromMSecsSinceEpoch(when.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODate);
}

QJsonObject toJson(const net::CertificateInfo& info) {
    QJsonArray names;
    for (const auto& name : info.names) names.append(text(name));
    return {{u"subject"_s, text(info.subject)},
            {u"issuer"_s, text(info.issuer)},
            {u"names"_s, names},
            {u"not_before"_s, time(info.notBefore)},
            {u"not_after"_s, time(info.notAfter)},
            {u"key"_s, text(info.keyKind)},
            {u"sha256"_s, text(info.sha256)}};
}

}  // namespace

QJsonObject toJson(const signin::Question& question) {
    return {{u"question"_s, question.id},         {u"kind"_s, nameIn(kinds, question.kind)},
            {u"title"_s, text(question.title)},   {u"why"_s, text(question.why)},
            {u"server"_s, text(question.server)}, {u"user"_s, text(question.user)},
            {u"url"_s, text(question.url)}};
}

QJsonObject toJson(const net::RefusedCertificate& refused) {
    QJsonArray chain;
    for (const auto& info : refused.chain) chain.append(toJson(info));
    return {{u"server"_s, text(refused.server)},
            {u"chain"_s, chain},
            {u"error"_s, toJson(refused.error)},
            {u"may_be_trusted"_s, refused.mayBePinned},
            {u"trusted_before"_s, text(refused.trustedBefore)}};
}

QJsonObject toJson(const ConnectionSettings& settings) {
    QJsonObject json{{u"type"_s, nameIn(types, settings.type)}};
    for (const auto& field : textFields) {
        json.insert(QLatin1String(field.name), text(settings.*field.member));
    }
    return json;
}

QJsonObject toJson(const NetworkView& network) {
    return {{u"state"_s, nameIn(states, network.state)},
            {u"place"_s, nameIn(places, network.place)},
            {u"detail"_s, text(network.detail)},
            {u"portal_url"_s, text(network.portalUrl)}};
}

QJsonObject toJson(const client::Report& report) {
    QJsonArray files;
    for (const auto& file : report.files) {
        files.append(QJsonObject{{u"name"_s, text(file.name)},
                                 {u"bytes"_s, static_cast<qint64>(file.text.size())}});
    }
    return {{u"path"_s, text(report.path)},
            {u"files"_s, files},
            {u"upload_url"_s, text(report.uploadUrl)},
            {u"why_no_upload"_s, text(report.whyNoUpload)}};
}

QJsonObject parameterJson(const config::Settings& settings, const std::string& name) {
    const auto* parameter = config::findParameter(name);
    const bool secret = parameter != nullptr && parameter->type == config::ParameterType::Secret;
    const auto value = settings.find(name);
    QJsonArray overrode;
    const auto layers = settings.layersOf(name);
    for (std::size_t i = 1; i < layers.size(); ++i) {
        overrode.append(QJsonObject{{u"layer"_s, text(config::name(layers[i].layer))},
                                    {u"value"_s, text(layers[i].text)}});
    }
    return {
        {u"name"_s, text(parameter != nullptr ? parameter->name : name)},
        {u"meaning"_s, parameter != nullptr ? text(parameter->meaning) : QString()},
        {u"section"_s, parameter != nullptr ? text(config::name(parameter->section)) : QString()},
        {u"value"_s, value && !secret ? text(value->text) : QString()},
        {u"layer"_s, value ? text(config::name(value->layer)) : QString()},
        {u"locked"_s, settings.isLocked(name)},
        {u"overrode"_s, overrode}};
}

core::Result<ConnectionSettings> connectionOf(const QJsonObject& fields, ConnectionSettings base) {
    if (fields.contains(u"type"_s)) {
        const auto wanted = fields.value(u"type"_s).toString();
        QStringList known;
        bool found = false;
        for (const auto& [type, name] : types) {
            known << QLatin1String(name);
            if (wanted != QLatin1String(name)) continue;
            base.type = type;
            found = true;
        }
        if (!found) {
            return core::fail(core::ErrorCode::InvalidInput,
                              "\"" + wanted.toStdString() + "\" is no type of account", {},
                              "Use one of: " + known.join(u", "_s).toStdString() + ".");
        }
    }
    for (const auto& field : textFields) {
        const auto value = fields.value(QLatin1String(field.name));
        if (value.isString()) base.*field.member = value.toString().toStdString();
    }
    return base;
}

QJsonObject toJson(const client::ProtocolLink& link) {
    // In the order of LinkAction.
    static constexpr const char* actions[] = {
        "chat", "group-chat", "join", "add-contact", "verify-keys", "call", "conference"};
    QJsonArray targets;
    for (const auto& address : link.addresses) {
        targets.append(QString::fromStdString(address.text()));
    }
    for (const auto& target : link.targets) targets.append(QString::fromStdString(target));
    QJsonArray keys;
    for (const auto& key : link.keys) {
        keys.append(QJsonObject{{u"device"_s, static_cast<qint64>(key.device)},
                                {u"fingerprint"_s, QString::fromStdString(key.fingerprint)},
                                {u"legacy"_s, key.isLegacy}});
    }
    QJsonObject json{{u"action"_s, QLatin1String(actions[static_cast<int>(link.action)])},
                     {u"scheme"_s, QString::fromStdString(link.scheme)},
                     {u"targets"_s, targets}};
    const std::pair<const char*, const std::string&> texts[] = {{"subject", link.subject},
                                                                {"body", link.body},
                                                                {"name", link.name},
                                                                {"group", link.group},
                                                                {"extension", link.extension}};
    for (const auto& [name, text] : texts) {
        if (!text.empty()) json.insert(QLatin1String(name), QString::fromStdString(text));
    }
    if (!keys.isEmpty()) json.insert(u"keys"_s, keys);
    return json;
}

}  // namespace sidetone::apps
