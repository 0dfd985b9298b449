// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/MailboxService.h"
#include "config/Settings.h"
#include "core/text.h"

namespace sidetone::client {
namespace {

using config::Layer;

constexpr config::Key<bool> enabled{"Voicemail_Enabled"};
constexpr const char* serverNames[] = {"VoicemailPrimaryServer", "VoicemailBackup1Server",
                                       "VoicemailBackup2Server"};
constexpr std::uint16_t usualPort = 443;

/// "cuc1.example.com" or "cuc1.example.com:8443".
std::optional<net::Endpoint> endpointOf(std::string_view text) {
    const auto trimmed = core::trim(text);
    if (trimmed.empty()) return std::nullopt;
    const auto colon = trimmed.rfind(':');
    const bool isOne = colon != std::string_view::npos && trimmed.find(':') == colon;
    const auto port = isOne ? core::parseNumber(trimmed.substr(colon + 1)) : std::nullopt;
    if (port && *port > 0 && *port < 65536) {
        return net::Endpoint{std::string(trimmed.substr(0, colon)),
                             static_cast<std::uint16_t>(*port)};
    }
    return net::Endpoint{std::string(trimmed), usualPort};
}

std::vector<net::Endpoint> serversOf(const signin::Deployment& deployment) {
    std::vector<net::Endpoint> named;
    bool isStronger = false;
    for (const auto* name : serverNames) {
        const auto value = deployment.settings.find(name);
        const auto server = value ? endpointOf(value->text) : std::nullopt;
        if (!server) continue;
        isStronger = isStronger || value->layer > Layer::ServiceProfile;
        named.push_back(*server);
    }
    const auto& profile = deployment.profile.voicemail;
    if (profile.empty() || isStronger) return named;
    std::vector<net::Endpoint> servers;
    for (const auto& server : profile) servers.push_back({server.address, server.port});
    return servers;
}

}  // namespace

std::optional<voicemail::MailboxAccess> mailboxAccessOf(
    const signin::Deployment& deployment, const std::optional<core::Secret>& password) {
    voicemail::MailboxAccess access;
    access.servers = serversOf(deployment);
    if (access.servers.empty() || !deployment.settings.get(enabled)) return std::nullopt;
    // An edge does not look for a second server.
    if (deployment.edge) access.servers.resize(1);
    // The box stands beside the call manager: where that one has a password of its own, it is the
    // one that the box knows. VoiceMailService_UseCredentialsFrom=phone says the same.
    if (deployment.phonePassword) {
        access.credentials = {deployment.phoneUser, *deployment.phonePassword};
    } else {
        access.credentials = {deployment.userId, password.value_or(core::Secret())};
        access.tokens = deployment.tokens;
    }
    access.pilotNumber = deployment.user.primaryExtension.voicemailPilot;
    if (access.pilotNumber.empty() && deployment.device && !deployment.device->lines.empty()) {
        access.pilotNumber = deployment.device->lines.front().voicemailPilot;
    }
    return access;
}

}  // namespace sidetone::client
