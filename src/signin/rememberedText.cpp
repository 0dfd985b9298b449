// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/rememberedText.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "config/withoutSecrets.h"

namespace sidetone::signin {
namespace {

constexpr int schema = 1;
constexpr std::size_t longest = 8U << 20U;
constexpr int mostRecords = 256;
constexpr qsizetype mostAddresses = 16;
constexpr qsizetype longestName = 1024;
constexpr double latest = 253'402'300'799'000.0;  // the end of the year 9999
constexpr std::array ways{Way::CallManager, Way::PresenceServer, Way::Edge, Way::Cloud,
                          Way::PhoneMode};

QString key(const char* name) {
    return QString::fromLatin1(name);
}

QString text(const std::string& value) {
    return QString::fromStdString(value);
}

QJsonArray arrayOf(const std::vector<net::SrvRecord>& records) {
    QJsonArray array;
    for (const auto& record : records) {
        if (array.size() == mostRecords) break;
        array.append(QJsonObject{{key("target"), text(record.target)},
                                 {key("port"), record.port},
                                 {key("priority"), record.priority},
                                 {key("weight"), record.weight},
                                 {key("ttl"), static_cast<qint64>(record.timeToLive.count())}});
    }
    return array;
}

QJsonObject objectOf(const net::KnownHosts& hosts) {
    QJsonObject object;
    for (const auto& [host, addresses] : hosts) {
        QJsonArray array;
        for (const auto& address : addresses) array.append(text(address));
        object.insert(text(host), array);
    }
    return object;
}

std::string nameIn(const QJsonObject& object, const char* name) {
    const auto value = object.value(key(name)).toString();
    return value.size() > longestName ? std::string() : value.toStdString();
}

/// A whole number within its range; empty for everything else.
std::optional<std::int64_t> numberIn(const QJsonObject& object, const char* name, double most) {
    const auto value = object.value(key(name));
    if (!value.isDouble()) return std::nullopt;
    const double number = value.toDouble();
    const bool isWhole = number >= 0 && number <= most && std::floor(number) == number;
    return isWhole ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
}

std::vector<net::SrvRecord> recordsIn(const QJsonObject& object, const char* name) {
    constexpr double most = 65'535;
    std::vector<net::SrvRecord> records;
    const auto array = object.value(key(name)).toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(array.size(), mostRecords); ++i) {
        const auto one = array.at(i).toObject();
        net::SrvRecord record;
        record.target = nameIn(one, "target");
        record.port = static_cast<std::uint16_t>(numberIn(one, "port", most).value_or(0));
        record.priority = static_cast<std::uint16_t>(numberIn(one, "priority", most).value_or(0));
        record.weight = static_cast<std::uint16_t>(numberIn(one, "weight", most).value_or(0));
        record.timeToLive = std::chrono::seconds(numberIn(one, "ttl", 2'147'483'647).value_or(0));
        if (!record.target.empty() && record.port != 0) records.push_back(std::move(record));
    }
    return records;
}

net::KnownHosts hostsIn(const QJsonObject& object) {
    net::KnownHosts hosts;
    const auto all = object.value(key("hosts")).toObject();
    for (auto one = all.begin(); one != all.end() && hosts.size() < mostRecords; ++one) {
        if (one.key().isEmpty() || one.key().size() > longestName) continue;
        std::vector<std::string> addresses;
        const auto array = one.value().toArray();
        for (qsizetype i = 0; i < std::min<qsizetype>(array.size(), mostAddresses); ++i) {
            const QHostAddress address(array.at(i).toString());
            if (!address.isNull()) addresses.push_back(address.toString().toStdString());
        }
        if (!addresses.empty()) hosts[one.key().toStdString()] = std::move(addresses);
    }
    return hosts;
}

std::optional<Way> wayIn(const QJsonObject& object) {
    const auto word = nameIn(object, "way");
    const auto way =
        std::find_if(ways.begin(), ways.end(), [&word](Way one) { return name(one) == word; });
    return way == ways.end() ? std::nullopt : std::optional(*way);
}

}  // namespace

std::string textOf(const Remembered& remembered) {
    QJsonObject object{
        {key("schema"), schema},
        {key("servicesDomain"), text(remembered.servicesDomain)},
        {key("voiceServicesDomain"), text(remembered.voiceServicesDomain)},
        {key("network"), text(remembered.network)},
        {key("when"), static_cast<qint64>(remembered.when.time_since_epoch().count())},
        {key("isCloudOrganisation"), remembered.isCloudOrganisation},
        {key("ciscoUds"), arrayOf(remembered.ciscoUds)},
        {key("cupLogin"), arrayOf(remembered.cupLogin)},
        {key("collabEdge"), arrayOf(remembered.collabEdge)},
        {key("clientConfig"), text(config::withoutSecrets(remembered.clientConfig))},
        {key("hasSignedInInside"), remembered.hasSignedInInside},
        {key("hosts"), objectOf(remembered.hosts)},
    };
    if (remembered.way) {
        object.insert(key("way"), text(std::string(name(*remembered.way))));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

core::Result<Remembered> parseRemembered(std::string_view document) {
    const std::string tried = "Reading what an earlier sign-in remembered";
    const char* const advice = "The next sign-in writes it anew.";
    if (document.size() > longest) {
        return core::fail(core::ErrorCode::TooLarge, tried, "it is too long", advice);
    }
    QJsonParseError problem;
    const auto parsed = QJsonDocument::fromJson(
        QByteArray(document.data(), static_cast<qsizetype>(document.size())), &problem);
    if (!parsed.isObject()) {
        const auto what = problem.error == QJsonParseError::NoError
                              ? std::string("it is no JSON object")
                              : problem.errorString().toStdString();
        return core::fail(core::ErrorCode::BadAnswer, tried, what, advice);
    }
    const auto object = parsed.object();
    if (numberIn(object, "schema", 1e6).value_or(0) < 1) {
        return core::fail(core::ErrorCode::BadAnswer, tried, "it names no schema", advice);
    }
    Remembered remembered;
    remembered.servicesDomain = nameIn(object, "servicesDomain");
    remembered.voiceServicesDomain = nameIn(object, "voiceServicesDomain");
    remembered.network = nameIn(object, "network");
    remembered.when =
        core::WallTime(std::chrono::milliseconds(numberIn(object, "when", latest).value_or(0)));
    remembered.way = wayIn(object);
    remembered.isCloudOrganisation = object.value(key("isCloudOrganisation")).toBool();
    remembered.ciscoUds = recordsIn(object, "ciscoUds");
    remembered.cupLogin = recordsIn(object, "cupLogin");
    remembered.collabEdge = recordsIn(object, "collabEdge");
    remembered.clientConfig = object.value(key("clientConfig")).toString().toStdString();
    remembered.hasSignedInInside = object.value(key("hasSignedInInside")).toBool();
    remembered.hosts = hostsIn(object);
    return remembered;
}

}  // namespace sidetone::signin
