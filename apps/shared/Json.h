// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include "client/Client.h"
#include "messaging/HistoryTransferControl.h"
#include "telephony/PhoneFeatures.h"

namespace sidetone::voicemail {
struct VoiceMessage;
}

// How the terminal shows the client's values, as docs/terminal.md documents. Field names are kept
// stable: scripts and tests rely on them.
namespace sidetone::apps {

[[nodiscard]] QJsonObject toJson(const core::Error& error);
[[nodiscard]] QJsonObject toJson(const signin::TraceStep& step);
[[nodiscard]] QJsonObject toJson(const signin::Trace& trace);
[[nodiscard]] QJsonObject toJson(const client::Service& service);
[[nodiscard]] QJsonObject toJson(const messaging::Presence& presence);
[[nodiscard]] QJsonObject toJson(const messaging::Contact& contact);
[[nodiscard]] QJsonObject toJson(const messaging::Message& message);
[[nodiscard]] QJsonObject toJson(const messaging::HistoryTransferState& transfer);
[[nodiscard]] QJsonObject toJson(const telephony::Call& call);
[[nodiscard]] QJsonObject toJson(const telephony::CallStatistics& statistics);
[[nodiscard]] QJsonObject toJson(const client::CallRecord& record);
[[nodiscard]] QJsonObject toJson(const telephony::Mailbox& mailbox);
[[nodiscard]] QJsonObject toJson(const telephony::WatchedLine& line);
[[nodiscard]] QJsonObject toJson(const telephony::LineCall& call);
/// Each of them, as `calls`.
[[nodiscard]] QJsonObject toJson(const std::vector<telephony::LineCall>& calls);
[[nodiscard]] QJsonObject toJson(const client::ConversationSummary& summary);
[[nodiscard]] QJsonObject toJson(const voicemail::VoiceMessage& message);

/// "available", "away", "xa", "dnd", "offline", "unknown"; the words of the presence command.
[[nodiscard]] QString nameOf(messaging::Availability availability);
[[nodiscard]] core::Result<messaging::Availability> availabilityOf(const QString& name);
[[nodiscard]] QString nameOf(messaging::ChatState state);
[[nodiscard]] core::Result<messaging::ChatState> chatStateOf(const QString& name);
/// "none", "omemo", "legacy-omemo", "unreadable".
[[nodiscard]] QString nameOf(messaging::Protection protection);
[[nodiscard]] QString nameOf(telephony::MediaProtection protection);
[[nodiscard]] QString nameOf(client::ClientState state);
[[nodiscard]] QString nameOf(telephony::CallState state);
[[nodiscard]] QString nameOf(telephony::CallEnd end);

}  // namespace sidetone::apps
