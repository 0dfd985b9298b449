// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/CallLog.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>
#include <cctype>

#include "store/Store.h"
#include "store/messageRows.h"

namespace sidetone::store {
namespace {

#define SIDETONE_CALLS                                                                           \
    "SELECT id, peer_uri, peer_name, outgoing, answered, started, duration, contact, elsewhere " \
    "FROM calls "

/// What a newer version wrote counts as nothing.
Elsewhere elsewhereOf(std::int64_t number) {
    if (number == 1) return Elsewhere::Answered;
    return number == 2 ? Elsewhere::Declined : Elsewhere::No;
}

std::vector<StoredCall> callsOf(const std::vector<Row>& rows) {
    std::vector<StoredCall> calls;
    for (const auto& row : rows) {
        calls.push_back({row.number(0), row.text(1), row.text(2), row.flag(3), row.flag(4),
                         toTime(row.number(5)), core::Milliseconds(row.number(6)), row.text(7),
                         elsewhereOf(row.number(8))});
    }
    return calls;
}

std::string jsonOf(const std::vector<std::string>& names) {
    QJsonArray keys;
    for (const auto& name : names) keys.append(QString::fromStdString(callKey(name)));
    return QJsonDocument(keys).toJson(QJsonDocument::Compact).toStdString();
}

}  // namespace

std::string callKey(const std::string& uri) {
    auto key = uri.substr(0, uri.find_first_of(";?"));
    std::transform(key.begin(), key.end(), key.begin(),
                   [](unsigned char sign) { return char(std::tolower(sign)); });
    for (const auto* scheme : {"sips:", "sip:", "tel:", "xmpp:"}) {
        if (key.starts_with(scheme)) key.erase(0, std::string_view(scheme).size());
    }
    const auto user = key.substr(0, key.find('@'));
    const bool isNumber = user.find_first_of("0123456789") != std::string::npos &&
                          user.find_first_not_of("+0123456789 ()-./") == std::string::npos;
    if (!isNumber) return key;
    std::string digits;
    for (const char sign : user) {
        if (sign >= '0' && sign <= '9') digits += sign;
    }
    return digits;
}

core::Task<StoredCall> CallLog::add(StoredCall call) {
    return store_.run<StoredCall>([call](Database& database) -> core::Result<StoredCall> {
        auto id = database.number(
            "INSERT INTO calls(peer_uri, peer_name, outgoing, answered, started, duration, "
            "peer_key, elsewhere)"
            " VALUES(?,?,?,?,?,?,?,?) RETURNING id",
            {call.peerUri, call.peerName, std::int64_t(call.outgoing), std::int64_t(call.answered),
             toNumber(call.started), std::int64_t(call.duration.count()), callKey(call.peerUri),
             std::int64_t(call.elsewhere)});
        if (!id) return id.error();
        auto stored = call;
        stored.id = *id;
        return stored;
    });
}

core::Task<std::vector<StoredCall>> CallLog::newest(int limit) {
    using Calls = std::vector<StoredCall>;
    return store_.run<Calls>([limit](Database& database) -> core::Result<Calls> {
        auto rows = database.query(SIDETONE_CALLS "ORDER BY started DESC, id DESC LIMIT ?",
                                   {std::int64_t(limit)});
        if (!rows) return rows.error();
        return callsOf(*rows);
    });
}

core::Task<std::vector<StoredCall>> CallLog::with(const std::vector<std::string>& names,
                                                  core::WallTime before, int limit) {
    using Calls = std::vector<StoredCall>;
    return store_.run<Calls>([=, keys = jsonOf(names)](Database& database) -> core::Result<Calls> {
        auto rows =
            database.query(SIDETONE_CALLS
                           "WHERE (peer_key IN (SELECT value FROM json_each(?1)) AND peer_key <> ''"
                           " OR contact IN (SELECT value FROM json_each(?1)) AND contact <> '')"
                           " AND started < ?2 ORDER BY started DESC, id DESC LIMIT ?3",
                           {keys, toNumber(before), std::int64_t(limit)});
        if (!rows) return rows.error();
        std::reverse(rows->begin(), rows->end());
        return callsOf(*rows);
    });
}

core::Task<std::vector<std::string>> CallLog::withoutContact(int limit) {
    using Numbers = std::vector<std::string>;
    return store_.run<Numbers>([limit](Database& database) -> core::Result<Numbers> {
        auto rows = database.query(
            "SELECT peer_uri FROM calls WHERE contact = '' AND peer_key <> ''"
            " AND peer_key NOT GLOB '*[^0-9]*' GROUP BY peer_key ORDER BY max(started) DESC"
            " LIMIT ?",
            {std::int64_t(limit)});
        if (!rows) return rows.error();
        Numbers numbers;
        for (const auto& row : *rows) numbers.push_back(row.text(0));
        return numbers;
    });
}

core::Task<int> CallLog::setContacts(std::map<std::string, core::Address> contacts) {
    return store_.run<int>([contacts](Database& database) -> core::Result<int> {
        int count = 0;
        for (const auto& [number, contact] : contacts) {
            auto set =
                database.execute("UPDATE calls SET contact = ? WHERE contact = '' AND peer_key = ?",
                                 {contact.text(), callKey(number)});
            if (!set) return set.error();
            count += *set;
        }
        return count;
    });
}

core::Task<bool> CallLog::remove(std::int64_t id) {
    return store_.run<bool>([id](Database& database) -> core::Result<bool> {
        auto gone = database.execute("DELETE FROM calls WHERE id = ?", {id});
        if (!gone) return gone.error();
        return *gone > 0;
    });
}

}  // namespace sidetone::store
