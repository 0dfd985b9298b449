// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/PhoneService.h"
#include "config/keys.h"

namespace sidetone::client {
namespace {

sip::TransportKind transportOf(signin::SipTransport transport) {
    switch (transport) {
        case signin::SipTransport::Udp:
            return sip::TransportKind::Udp;
        case signin::SipTransport::Tcp:
            return sip::TransportKind::Tcp;
        case signin::SipTransport::Tls:
            return sip::TransportKind::Tls;
    }
    return sip::TransportKind::Tls;
}

}  // namespace

telephony::LineSettings lineSettingsOf(const signin::Deployment& deployment,
                                       const std::optional<core::Secret>& password) {
    telephony::LineSettings line;
    for (const auto& server : deployment.sipServers) {
        line.servers.push_back({server.endpoint, transportOf(server.transport)});
    }
    line.domain = deployment.jid.domain();
    line.displayName = deployment.displayName;
    line.authName = deployment.userId;
    line.tokens = deployment.tokens;
    line.dialRules = deployment.dialRules;
    line.video = deployment.settings.get(config::keys::enableVideo);
    line.startsWithVideo = deployment.settings.get(config::keys::startCallWithVideo);
    if (deployment.edge) line.route = deployment.edge->sipRoute;
    if (password) line.password = *password;
    if (deployment.phonePassword) {
        line.authName = deployment.phoneUser;
        line.password = *deployment.phonePassword;
    }
    if (!deployment.device) return line;
    const auto& device = *deployment.device;
    if (!device.topLevelDomain.empty()) line.domain = device.topLevelDomain;
    line.deviceName = device.name;
    line.firstMediaPort = device.mediaPorts.first;
    line.lastMediaPort = device.mediaPorts.last;
    line.signallingDscp = device.marking.signalling;
    line.audioDscp = device.marking.audio;
    if (!device.offersG722) {
        std::erase_if(line.formats, [](const media::AudioFormat& format) {
            return format.codec == media::AudioCodecKind::G722;
        });
    }
    line.registerFor = device.timers.registerExpires;
    line.keepAlive = device.timers.keepAlive;
    if (device.lines.empty()) return line;
    const auto& first = device.lines.front();
    line.user = first.number;
    line.contactUser = first.contactUser;
    if (!first.displayName.empty()) line.displayName = first.displayName;
    if (!first.authName.empty()) line.authName = first.authName;
    if (!first.authPassword.isEmpty()) line.password = first.authPassword;
    return line;
}

}  // namespace sidetone::client
