// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/Layout.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <array>

#include "core/text.h"
#include "office/supervisor/TextFile.h"
#include "office/userstore/hashing.h"

namespace sidetone::office {

namespace {

struct HostEntry {
    Host host;
    std::string_view label;
    int zone;
    int number;
};

constexpr std::array<HostEntry, 23> entries{{
    {Host::NameServer, "ns", 0, 1},
    {Host::Cucm1, "cucm1", 0, 11},
    {Host::Cucm2, "cucm2", 0, 12},
    {Host::Cucm3, "cucm3", 0, 13},
    {Host::Imp1, "imp1", 0, 21},
    {Host::Imp2, "imp2", 0, 22},
    {Host::Ldap1, "ldap1", 0, 31},
    {Host::Ldap2, "ldap2", 0, 32},
    {Host::Edge1, "edge1", 0, 41},
    {Host::IdentityProvider, "idp", 0, 51},
    {Host::OutsideIdentityProvider, "idp", 1, 51},
    {Host::Proxy, "web-proxy", 0, 61},
    {Host::ReportServer, "prt", 0, 71},
    {Host::Voicemail, "cuc1", 0, 81},
    {Host::Mail, "mail", 0, 91},
    {Host::OutsideNameServer, "ns", 1, 1},
    {Host::OutsideEdge1, "expe1", 1, 11},
    {Host::OutsideEdge2, "expe2", 1, 12},
    {Host::CloudLogin, "loginp", 1, 21},
    {Host::CloudService, "swapi", 1, 22},
    {Host::CloudMessaging, "im", 1, 23},
    {Host::PartnerMessaging, "imp-partner", 2, 21},
    {Host::CucmB1, "cucm-b1", 2, 11},
}};

const HostEntry& entryOf(Host host) {
    return entries[static_cast<std::size_t>(host)];
}

QString toQString(const std::string& text) {
    return QString::fromStdString(text);
}

QJsonObject rangeToJson(const PortRange& range) {
    return {{QStringLiteral("first"), range.first}, {QStringLiteral("last"), range.last}};
}

PortRange rangeFromJson(const QJsonValue& value) {
    const QJsonObject object = value.toObject();
    return {static_cast<std::uint16_t>(object[QStringLiteral("first")].toInt()),
            static_cast<std::uint16_t>(object[QStringLiteral("last")].toInt())};
}

}  // namespace

const std::vector<Host>& allHosts() {
    static const std::vector<Host> hosts = [] {
        std::vector<Host> list;
        for (const HostEntry& entry : entries) list.push_back(entry.host);
        return list;
    }();
    return hosts;
}

std::string_view label(Host host) {
    return entryOf(host).label;
}

int zoneOf(Host host) {
    return entryOf(host).zone;
}

std::string Layout::address(Host host) const {
    const HostEntry& entry = entryOf(host);
    return "127." + std::to_string(office) + "." + std::to_string(entry.zone) + "." +
           std::to_string(entry.number);
}

std::string Layout::fullName(Host host) const {
    return std::string(label(host)) + "." + domain;
}

std::string Layout::path(std::string_view relative) const {
    return folder + "/" + std::string(relative);
}

std::string Layout::certificate(std::string_view server) const {
    return path("ca/" + std::string(server) + ".crt");
}

std::string Layout::opensslSettings(std::string_view server) const {
    return path("ca/" + std::string(server) + ".openssl.cnf");
}

std::string Layout::privateKey(std::string_view server) const {
    return path("ca/" + std::string(server) + ".key");
}

std::string Layout::directoryBase() const {
    std::string base;
    for (const std::string_view part : core::split(domain, '.')) {
        if (!base.empty()) base += ',';
        base += "dc=" + std::string(part);
    }
    return base;
}

std::string Layout::directoryReaderPassword() const {
    return "reader-" + hexadecimal(sha256("reader:" + directoryPassword)).substr(0, 16);
}

core::Status Layout::save() const {
    const QJsonObject object{
        {QStringLiteral("domain"), toQString(domain)},
        {QStringLiteral("office"), office},
        {QStringLiteral("mediaPorts"), rangeToJson(mediaPorts)},
        {QStringLiteral("contacts"), static_cast<qint64>(contacts)},
        {QStringLiteral("turnSecret"), toQString(turnSecret)},
        {QStringLiteral("directoryPassword"), toQString(directoryPassword)},
        {QStringLiteral("prefix"), toQString(prefix)},
        {QStringLiteral("extras"), toQString(extrasText(extras))},
    };
    return writeFile(path("layout.json"), QJsonDocument(object).toJson().toStdString());
}

core::Result<Layout> Layout::load(const std::string& folder) {
    const std::string file = folder + "/layout.json";
    auto text = readFile(file);
    if (!text) {
        return core::fail(core::ErrorCode::NotFound, "Looking for an office in " + folder,
                          "there is none", "Start one with `sidetone-office start`.");
    }
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(*text));
    if (!document.isObject()) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading " + file, "it is not JSON",
                          "Remove the folder and start the office again.");
    }
    const QJsonObject object = document.object();
    Layout layout;
    layout.folder = folder;
    layout.domain = object[QStringLiteral("domain")].toString().toStdString();
    layout.office = object[QStringLiteral("office")].toInt(1);
    layout.mediaPorts = rangeFromJson(object[QStringLiteral("mediaPorts")]);
    layout.contacts = static_cast<std::size_t>(object[QStringLiteral("contacts")].toInteger(200));
    layout.turnSecret = object[QStringLiteral("turnSecret")].toString().toStdString();
    layout.directoryPassword = object[QStringLiteral("directoryPassword")].toString().toStdString();
    layout.prefix = object[QStringLiteral("prefix")].toString().toStdString();
    auto extras = parseExtras(object[QStringLiteral("extras")].toString().toStdString());
    if (!extras) return extras.error();
    layout.extras = std::move(*extras);
    return layout;
}

}  // namespace sidetone::office
