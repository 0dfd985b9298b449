// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/CallHistoryModel.h"

#include "models/Settings.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

constexpr int shownCalls = 200;

bool isMissed(const client::CallRecord& record) {
    return !record.outgoing && !record.answered && record.elsewhere == store::Elsewhere::No;
}

QString incomingWords(const client::CallRecord& record) {
    switch (record.elsewhere) {
        case store::Elsewhere::Answered:
            return CallHistoryModel::tr("Answered on another device");
        case store::Elsewhere::Declined:
            return CallHistoryModel::tr("Declined on another device");
        case store::Elsewhere::No:
            break;
    }
    if (isMissed(record)) return CallHistoryModel::tr("Missed");
    return CallHistoryModel::tr("Incoming \u00b7 %1").arg(duration(record.duration));
}

qint64 milliseconds(core::WallTime time) {
    return time.time_since_epoch().count();
}

}  // namespace

CallHistoryModel::CallHistoryModel(client::Client& client, core::Clock& clock, Settings& settings,
                                   QObject* parent)
    : RowModel({{"name", [](const CallHistoryRow& r) -> QVariant { return r.name; }},
                {"address", [](const CallHistoryRow& r) -> QVariant { return r.address; }},
                {"initials", [](const CallHistoryRow& r) -> QVariant { return r.initials; }},
                {"words", [](const CallHistoryRow& r) -> QVariant { return r.words; }},
                {"time", [](const CallHistoryRow& r) -> QVariant { return r.time; }},
                {"picture", [](const CallHistoryRow& r) -> QVariant { return r.icon; }},
                {"hue", [](const CallHistoryRow& r) -> QVariant { return r.hue; }},
                {"missed", [](const CallHistoryRow& r) -> QVariant { return r.missed; }}},
               parent),
      client_(client),
      clock_(clock),
      settings_(settings) {
    connect(&client_, &client::Client::callHistoryChanged, this, &CallHistoryModel::refresh);
    connect(&client_, &client::Client::stateChanged, this, &CallHistoryModel::refresh);
    connect(&client_, &client::Client::contactsChanged, this, [this] { show(records_); });
    refresh();
}

void CallHistoryModel::refresh() {
    owner_.cancelAll();
    if (client_.state() != client::ClientState::Ready) {
        show({});
        return;
    }
    client_.callHistory(shownCalls)
        .then(owner_, [this](core::Result<std::vector<client::CallRecord>> records) {
            if (records) show(*records);
        });
}

CallHistoryRow CallHistoryModel::rowOf(const client::CallRecord& record) const {
    CallHistoryRow row;
    row.key = QString::number(record.id);
    row.address = callAddress(record.peerUri);
    const auto person = record.contact.empty() ? row.address : toQt(record.contact);
    const auto address = core::Address::parse(person.toStdString());
    const auto contact = address ? client_.contact(*address) : std::nullopt;
    row.name = toQt(contact && !contact->name.empty() ? contact->name : record.peerName);
    if (row.name.isEmpty()) row.name = person;
    row.initials = initials(row.name);
    row.hue = hue(person);
    row.time = listTime(record.started, clock_.wallTime());
    row.missed = isMissed(record);
    if (record.outgoing) {
        const auto length = duration(record.duration);
        row.icon = QStringLiteral("phone-out");
        row.words = record.answered ? tr("Outgoing \u00b7 %1").arg(length) : tr("No answer");
    } else {
        row.icon = row.missed ? QStringLiteral("phone-missed") : QStringLiteral("phone-in");
        row.words = incomingWords(record);
    }
    return row;
}

void CallHistoryModel::show(const std::vector<client::CallRecord>& records) {
    std::vector<CallHistoryRow> rows;
    rows.reserve(records.size());
    int missed = 0;
    for (const auto& record : records) {
        rows.push_back(rowOf(record));
        if (isMissed(record) && milliseconds(record.started) > settings_.callsSeen()) ++missed;
    }
    if (&records != &records_) records_ = records;
    setRows(std::move(rows));
    if (missed == missed_) return;
    missed_ = missed;
    Q_EMIT missedChanged();
}

void CallHistoryModel::look() {
    settings_.setCallsSeen(milliseconds(clock_.wallTime()));
    show(records_);
}

}  // namespace sidetone::desktop
