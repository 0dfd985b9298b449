// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include "client/Client.h"

// How the terminal shows settings, questions, certificates, the network and reports, and how it
// takes the connection settings (docs/terminal.md).
namespace sidetone::client {
struct ProtocolLink;
}

namespace sidetone::apps {

[[nodiscard]] QJsonObject toJson(const signin::Question& question);
[[nodiscard]] QJsonObject toJson(const net::RefusedCertificate& refused);
[[nodiscard]] QJsonObject toJson(const client::ConnectionSettings& settings);
[[nodiscard]] QJsonObject toJson(const client::NetworkView& network);
/// Without the texts of its files.
[[nodiscard]] QJsonObject toJson(const client::Report& report);
/// One parameter: value, layer, lock, and what weaker layers say.
[[nodiscard]] QJsonObject parameterJson(const config::Settings& settings, const std::string& name);

/// `base` with the fields that the object has.
[[nodiscard]] core::Result<client::ConnectionSettings> connectionOf(
    const QJsonObject& fields, client::ConnectionSettings base);

/// What a link of another program asks for.
[[nodiscard]] QJsonObject toJson(const client::ProtocolLink& link);

}  // namespace sidetone::apps
