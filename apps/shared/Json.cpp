// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/Json.h"

#include <QDateTime>
#include <QJsonArray>
#include <array>

#include "voicemail/VoiceMessage.h"

namespace sidetone::apps {
namespace {

using namespace Qt::StringLiterals;

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// RFC 3339 in UTC with milliseconds.
QString time(core::WallTime when) {
    return QDateTime::fromMSecsSinceEpoch(when.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

template <class Value, std::size_t count>
QString nameIn(const std::array<std::pair<Value, const char*>, count>& table, Value value) {
    for (const auto& [each, name] : table) {
        if (each == value) return QString::fromLatin1(name);
    }
    return u"unknown"_s;
}

template <class Value, std::size_t count>
core::Result<Value> valueIn(const std::array<std::pair<Value, const char*>, count>& table,
                            const QString& name, const char* what) {
    QStringList known;
    for (const auto& [value, each] : table) {
        if (name == QLatin1String(each)) return value;
        known << QLatin1String(each);
    }
    return core::fail(core::ErrorCode::InvalidInput, "\"" + name.toStdString() + "\" is no " + what,
                      {}, "Use one of: " + known.join(u", "_s).toStdString() + ".");
}

using messaging::Availability;
constexpr std::array availabilities{
    std::pair{Availability::Available, "available"}, std::pair{Availability::Away, "away"},
    std::pair{Availability::ExtendedAway, "xa"},     std::pair{Availability::DoNotDisturb, "dnd"},
    std::pair{Availability::Offline, "offline"},     std::pair{Availability::Unknown, "unknown"}};

using messaging::Activity;
constexpr std::array activities{std::pair{Activity::None, "none"},
                                std::pair{Activity::Idle, "idle"},
                                std::pair{Activity::OutOfOffice, "out-of-office"},
                                std::pair{Activity::InMeeting, "in-meeting"},
                                std::pair{Activity::InWebexMeeting, "in-webex-meeting"},
                                std::pair{Activity::OnCall, "on-call"},
                                std::pair{Activity::InConference, "in-conference"},
                                std::pair{Activity::Presenting, "presenting"}};

using messaging::ChatState;
constexpr std::array chatStates{
    std::pair{ChatState::Active, "active"}, std::pair{ChatState::Composing, "composing"},
    std::pair{ChatState::Paused, "paused"}, std::pair{ChatState::Inactive, "inactive"},
    std::pair{ChatState::Gone, "gone"}};

using client::ClientState;
constexpr std::array clientStates{std::pair{ClientState::SignedOut, "signed-out"},
                                  std::pair{ClientState::SigningIn, "signing-in"},
                                  std::pair{ClientState::Ready, "ready"},
                                  std::pair{ClientState::Failed, "failed"}};

using telephony::CallState;
constexpr std::array callStates{
    std::pair{CallState::Dialling, "dialling"},  std::pair{CallState::Ringing, "ringing"},
    std::pair{CallState::Incoming, "incoming"},  std::pair{CallState::Connected, "connected"},
    std::pair{CallState::HeldHere, "held-here"}, std::pair{CallState::HeldThere, "held-there"},
    std::pair{CallState::Ended, "ended"}};

using telephony::CallEnd;
constexpr std::array callEnds{std::pair{CallEnd::None, "none"},
                              std::pair{CallEnd::HungUpHere, "hung-up-here"},
                              std::pair{CallEnd::HungUpThere, "hung-up-there"},
                              std::pair{CallEnd::Declined, "declined"},
                              std::pair{CallEnd::Busy, "busy"},
                              std::pair{CallEnd::NotAnswered, "not-answered"},
                              std::pair{CallEnd::Missed, "missed"},
                              std::pair{CallEnd::AnsweredElsewhere, "answered-elsewhere"},
                              std::pair{CallEnd::DeclinedElsewhere, "declined-elsewhere"},
                              std::pair{CallEnd::NotFound, "not-found"},
                              std::pair{CallEnd::Unavailable, "unavailable"},
                              std::pair{CallEnd::Failed, "failed"},
                              std::pair{CallEnd::Transferred, "transferred"}};

using store::Elsewhere;
constexpr std::array elsewheres{std::pair{Elsewhere::No, "no"},
                                std::pair{Elsewhere::Answered, "answered"},
                                std::pair{Elsewhere::Declined, "declined"}};

using messaging::Delivery;
constexpr std::array deliveries{
    std::pair{Delivery::Queued, "queued"}, std::pair{Delivery::Sent, "sent"},
    std::pair{Delivery::Delivered, "delivered"}, std::pair{Delivery::Read, "read"},
    std::pair{Delivery::Failed, "failed"}};

using messaging::Origin;
constexpr std::array origins{std::pair{Origin::Live, "live"}, std::pair{Origin::Carbon, "carbon"},
                             std::pair{Origin::Archive, "archive"},
                             std::pair{Origin::Local, "local"}};

using client::ServiceKind;
constexpr std::array protections{std::pair{messaging::Protection::None, "none"},
                                 std::pair{messaging::Protection::Omemo, "omemo"},
                                 std::pair{messaging::Protection::LegacyOmemo, "legacy-omemo"},
                                 std::pair{messaging::Protection::Unreadable, "unreadable"}};
constexpr std::array serviceKinds{
    std::pair{ServiceKind::Chat, "chat"}, std::pair{ServiceKind::Calls, "calls"},
    std::pair{ServiceKind::Directory, "directory"}, std::pair{ServiceKind::Voicemail, "voicemail"},
    std::pair{ServiceKind::SavedChats, "saved-chats"}};

using client::ServiceState;
constexpr std::array serviceStates{
    std::pair{ServiceState::Off, "off"}, std::pair{ServiceState::Starting, "starting"},
    std::pair{ServiceState::Up, "up"}, std::pair{ServiceState::Reconnecting, "reconnecting"},
    std::pair{ServiceState::Failed, "failed"}};

using messaging::TransferState;
constexpr std::array transferStates{std::pair{TransferState::Offered, "offered"},
                                    std::pair{TransferState::UnderWay, "under-way"},
                                    std::pair{TransferState::Done, "done"},
                                    std::pair{TransferState::Available, "available"},
                                    std::pair{TransferState::Failed, "failed"},
                                    std::pair{TransferState::Declined, "declined"},
                                    std::pair{TransferState::Cancelled, "cancelled"}};

QJsonObject fileOf(const messaging::Attachment& file) {
    return {{u"name"_s, text(file.name)},
            {u"media_type"_s, text(file.mediaType)},
            {u"size"_s, qint64(file.size)},
            {u"state"_s, nameIn(transferStates, file.state)},
            {u"transferred"_s, qint64(file.transferred)},
            {u"path"_s, text(file.path)},
            {u"url"_s, text(file.url)},
            {u"failure"_s, text(file.failure)}};
}

QJsonObject essentialsOf(const messaging::Message& message) {
    return {{u"message"_s, qint64(message.id)},
            {u"peer"_s, text(message.peer.text())},
            {u"direction"_s, message.direction == messaging::Direction::In ? u"in"_s : u"out"_s},
            {u"body"_s, text(message.body)},
            {u"time"_s, time(message.time)},
            {u"delivery"_s, nameIn(deliveries, message.delivery)},
            {u"origin"_s, nameIn(origins, message.origin)},
            {u"stanza_id"_s, text(message.stanzaId)},
            {u"archive_id"_s, text(message.archiveId)},
            {u"failure"_s, text(message.failure)},
            {u"read"_s, message.isRead}};
}

}  // namespace

QString nameOf(messaging::Availability value) {
    return nameIn(availabilities, value);
}
QString nameOf(messaging::ChatState value) {
    return nameIn(chatStates, value);
}
QString nameOf(messaging::Protection value) {
    return nameIn(protections, value);
}
QString nameOf(client::ClientState value) {
    return nameIn(clientStates, value);
}
QString nameOf(telephony::CallState value) {
    return nameIn(callStates, value);
}
QString nameOf(telephony::MediaProtection value) {
    using telephony::MediaProtection;
    switch (value) {
        case MediaProtection::None:
            return u"none"_s;
        case MediaProtection::Srtp:
            return u"srtp"_s;
        case MediaProtection::Agreeing:
            return u"agreeing"_s;
        case MediaProtection::EndToEnd:
            return u"end-to-end"_s;
    }
    return {};
}
QString nameOf(telephony::TransferState value) {
    using telephony::TransferState;
    switch (value) {
        case TransferState::None:
            break;
        case TransferState::Asked:
            return u"asked"_s;
        case TransferState::Ringing:
            return u"ringing"_s;
        case TransferState::Failed:
            return u"failed"_s;
    }
    return u"none"_s;
}
QString nameOf(telephony::CallEnd value) {
    return nameIn(callEnds, value);
}

core::Result<messaging::Availability> availabilityOf(const QString& name) {
    return valueIn(availabilities, name, "presence");
}

core::Result<messaging::ChatState> chatStateOf(const QString& name) {
    return valueIn(chatStates, name, "chat state");
}

QJsonObject toJson(const core::Error& error) {
    return {{u"code"_s, text(core::name(error.code))},
            {u"tried"_s, text(error.tried)},
            {u"answer"_s, text(error.answer)},
            {u"advice"_s, text(error.advice)},
            {u"sentence"_s, text(error.sentence())}};
}

QJsonObject toJson(const signin::TraceStep& step) {
    QJsonObject json{{u"name"_s, text(step.name)},
                     {u"title"_s, text(step.title)},
                     {u"asked"_s, text(step.asked)},
                     {u"answer"_s, text(step.answer)},
                     {u"why"_s, text(step.why)},
                     {u"verdict"_s, text(signin::name(step.verdict))},
                     {u"started_ms"_s, qint64(step.started.count())},
                     {u"took_ms"_s, qint64(step.took.count())}};
    if (step.error) json.insert(u"error"_s, toJson(*step.error));
    return json;
}

QJsonObject toJson(const signin::Trace& trace) {
    QJsonArray steps;
    for (const auto& step : trace.steps) steps.append(toJson(step));
    QJsonObject json{{u"address"_s, text(trace.address)},
                     {u"took_ms"_s, qint64(trace.took.count())},
                     {u"steps"_s, steps}};
    if (trace.verdict) json.insert(u"error"_s, toJson(*trace.verdict));
    return json;
}

QJsonObject toJson(const client::Service& service) {
    return {{u"service"_s, nameIn(serviceKinds, service.kind)},
            {u"state"_s, nameIn(serviceStates, service.state)},
            {u"server"_s, text(service.server)},
            {u"detail"_s, text(service.detail)}};
}

QJsonObject toJson(const messaging::Presence& presence) {
    QJsonObject json{{u"state"_s, nameOf(presence.availability)},
                     {u"text"_s, text(presence.text)},
                     {u"activity"_s, nameIn(activities, presence.activity)}};
    if (presence.idleSince) {
        const auto since = presence.idleSince->time_since_epoch().count();
        json.insert(u"idle_since"_s,
                    QDateTime::fromMSecsSinceEpoch(since, Qt::UTC).toString(Qt::ISODate));
    }
    if (presence.isMobile) json.insert(u"mobile"_s, true);
    return json;
}

QJsonObject toJson(const messaging::Contact& contact) {
    QJsonArray groups;
    for (const auto& group : contact.groups) groups.append(text(group));
    return {{u"address"_s, text(contact.address.text())},
            {u"name"_s, text(contact.name)},
            {u"groups"_s, groups},
            {u"presence"_s, toJson(contact.presence)}};
}

QJsonObject toJson(const messaging::Message& message) {
    auto json = essentialsOf(message);
    if (!message.sender.empty()) json.insert(u"sender"_s, text(message.sender));
    if (!message.subject.empty()) json.insert(u"subject"_s, text(message.subject));
    if (message.replyTo != 0) json.insert(u"reply_to"_s, qint64(message.replyTo));
    if (message.isEdited) json.insert(u"edited"_s, true);
    if (message.kind == messaging::MessageKind::Event) json.insert(u"kind"_s, u"event"_s);
    if (message.mentionsUs) json.insert(u"mentions_us"_s, true);
    if (message.protection != messaging::Protection::None) {
        json.insert(u"protection"_s, nameOf(message.protection));
    }
    if (message.attachment) json.insert(u"file"_s, fileOf(*message.attachment));
    if (!message.reactions.empty()) {
        QJsonArray reactions;
        for (const auto& reaction : message.reactions) {
            QJsonArray senders;
            for (const auto& sender : reaction.senders) senders.append(text(sender));
            reactions.append(QJsonObject{{u"emoji"_s, text(reaction.emoji)},
                                         {u"senders"_s, senders},
                                         {u"ours"_s, reaction.isOurs}});
        }
        json.insert(u"reactions"_s, reactions);
    }
    return json;
}

QJsonObject toJson(const telephony::CallStatistics& statistics) {
    QJsonObject json{{u"codec"_s, text(statistics.codec)},
                     {u"packets_sent"_s, qint64(statistics.packetsSent)},
                     {u"packets_received"_s, qint64(statistics.packetsReceived)},
                     {u"packets_lost"_s, qint64(statistics.packetsLost)},
                     {u"jitter_ms"_s, statistics.jitterMilliseconds},
                     {u"local_port"_s, statistics.localPort},
                     {u"remote_port"_s, statistics.remotePort}};
    if (statistics.roundTripMilliseconds) {
        json.insert(u"round_trip_ms"_s, *statistics.roundTripMilliseconds);
    }
    return json;
}

namespace {

QJsonObject toJson(const telephony::VideoStatistics& statistics) {
    QJsonObject json{{u"sent_width"_s, statistics.sentWidth},
                     {u"sent_height"_s, statistics.sentHeight},
                     {u"sent_frames"_s, statistics.sentFrames},
                     {u"sent_bits"_s, statistics.sentBits},
                     {u"target_bits"_s, statistics.targetBits},
                     {u"received_width"_s, statistics.receivedWidth},
                     {u"received_height"_s, statistics.receivedHeight},
                     {u"received_frames"_s, statistics.receivedFrames},
                     {u"received_bits"_s, statistics.receivedBits},
                     {u"packets_sent"_s, qint64(statistics.packetsSent)},
                     {u"packets_sent_again"_s, qint64(statistics.packetsSentAgain)},
                     {u"packets_received"_s, qint64(statistics.packetsReceived)},
                     {u"packets_lost"_s, qint64(statistics.packetsLost)},
                     {u"pictures_shown"_s, qint64(statistics.picturesShown)},
                     {u"pictures_damaged"_s, qint64(statistics.picturesDamaged)},
                     {u"key_pictures_asked"_s, qint64(statistics.keyPicturesAsked)},
                     {u"key_pictures_wanted"_s, qint64(statistics.keyPicturesWanted)},
                     {u"jitter_ms"_s, statistics.jitterMilliseconds},
                     {u"local_port"_s, statistics.localPort},
                     {u"remote_port"_s, statistics.remotePort}};
    if (statistics.roundTripMilliseconds) {
        json.insert(u"round_trip_ms"_s, *statistics.roundTripMilliseconds);
    }
    return json;
}

QJsonObject toJson(const telephony::VideoState& video) {
    return {{u"offered"_s, video.offered},       {u"agreed"_s, video.agreed},
            {u"sending"_s, video.sending},       {u"receiving"_s, video.receiving},
            {u"trouble"_s, text(video.trouble)}, {u"statistics"_s, toJson(video.statistics)}};
}

}  // namespace

QJsonObject toJson(const messaging::HistoryTransferState& transfer) {
    static constexpr std::array names{"idle",  "asking",  "needs-code", "receiving", "received",
                                      "asked", "allowed", "giving",     "given",     "failed"};
    return {{u"stage"_s, QLatin1String(names[static_cast<std::size_t>(transfer.stage)])},
            {u"device"_s, QString::fromStdString(transfer.device)},
            {u"code"_s, QString::fromStdString(transfer.code)},
            {u"moved"_s, transfer.moved},
            {u"total"_s, transfer.total},
            {u"sentence"_s, QString::fromStdString(transfer.sentence)}};
}

QJsonObject toJson(const telephony::Call& call) {
    QJsonObject json{{u"call"_s, qint64(call.id)},
                     {u"outgoing"_s, call.outgoing},
                     {u"peer"_s, text(call.peerUri)},
                     {u"name"_s, text(call.peerName)},
                     {u"state"_s, nameOf(call.state)},
                     {u"end"_s, nameOf(call.end)},
                     {u"reason"_s, text(call.reason)},
                     {u"muted"_s, call.muted},
                     {u"hold_queued"_s, call.holdQueued},
                     {u"transfer"_s, nameOf(call.transfer)},
                     {u"transfer_to"_s, text(call.transferTo)},
                     {u"transfer_reason"_s, text(call.transferReason)},
                     {u"sent_on_by"_s, text(call.sentOnBy)},
                     {u"srtp"_s, call.protection == telephony::MediaProtection::Srtp ||
                                     call.protection == telephony::MediaProtection::EndToEnd},
                     {u"protection"_s, nameOf(call.protection)},
                     {u"statistics"_s, toJson(call.statistics)}};
    if (call.video.possible) json.insert(u"video"_s, toJson(call.video));
    json.insert(u"in_conference"_s, call.inConference);
    if (call.joins != 0) json.insert(u"joins"_s, qint64(call.joins));
    if (!call.participants.empty()) {
        QJsonArray people;
        for (const auto& person : call.participants) {
            people.append(QJsonObject{{u"address"_s, text(person.address)},
                                      {u"name"_s, text(person.name)},
                                      {u"there"_s, person.isThere}});
        }
        json.insert(u"participants"_s, people);
    }
    return json;
}

QJsonObject toJson(const telephony::Mailbox& mailbox) {
    return {{u"waiting"_s, mailbox.waiting},
            {u"new"_s, mailbox.newMessages},
            {u"old"_s, mailbox.oldMessages},
            {u"account"_s, text(mailbox.account)}};
}

QJsonObject toJson(const telephony::WatchedLine& line) {
    static constexpr std::array names{"unknown", "idle", "ringing", "busy"};
    return {{u"target"_s, text(line.target)},
            {u"state"_s, QLatin1StringView(names.at(static_cast<std::size_t>(line.state)))}};
}

QJsonObject toJson(const telephony::LineCall& call) {
    static constexpr std::array names{"ringing", "talking", "held"};
    return {{u"line_call"_s, text(call.id)},
            {u"peer"_s, text(call.peerUri)},
            {u"name"_s, text(call.peerName)},
            {u"state"_s, QLatin1StringView(names.at(static_cast<std::size_t>(call.state)))}};
}

QJsonObject toJson(const std::vector<telephony::LineCall>& calls) {
    QJsonArray list;
    for (const auto& call : calls) list.append(toJson(call));
    return {{u"calls"_s, list}};
}

QJsonObject toJson(const client::CallRecord& record) {
    return {{u"peer"_s, text(record.peerUri)},
            {u"name"_s, text(record.peerName)},
            {u"outgoing"_s, record.outgoing},
            {u"answered"_s, record.answered},
            {u"started"_s, time(record.started)},
            {u"duration_ms"_s, qint64(record.duration.count())},
            {u"contact"_s, text(record.contact)},
            {u"elsewhere"_s, nameIn(elsewheres, record.elsewhere)}};
}

QJsonObject toJson(const voicemail::VoiceMessage& message) {
    const auto state = message.isDeleted ? u"deleted"_s : message.isRead ? u"read"_s : u"new"_s;
    return {{u"voicemail"_s, text(message.id)},
            {u"name"_s, text(message.callerName)},
            {u"number"_s, text(message.callerNumber)},
            {u"subject"_s, text(message.subject)},
            {u"time"_s, time(message.arrival)},
            {u"duration_ms"_s, qint64(message.duration.count())},
            {u"size"_s, qint64(message.size)},
            {u"state"_s, state},
            {u"urgent"_s, message.isUrgent},
            {u"secure"_s, message.isSecure}};
}

QJsonObject toJson(const client::ConversationSummary& summary) {
    return {{u"peer"_s, text(summary.peer.text())},
            {u"name"_s, text(summary.name)},
            {u"last"_s, text(summary.lastText)},
            {u"time"_s, time(summary.lastTime)},
            {u"unread"_s, summary.unread}};
}

}  // namespace sidetone::apps
