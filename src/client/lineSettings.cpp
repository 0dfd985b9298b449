// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/PhoneService.h"
#include "config/keys.h"
#include "sip/message/tokens.h"

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

/// The first line of the device is the one that this client has.
void takeNumber(const config::DeviceLine& number, telephony::LineSettings& line) {
    line.user = number.number;
    line.contactUser = number.contactUser;
    if (!number.displayName.empty()) line.displayName = number.displayName;
    line.isShared = number.isShared;
    if (!number.authName.empty()) line.authName = number.authName;
    if (!number.authPassword.isEmpty()) line.password = number.authPassword;
}

void takeDevice(const config::DeviceConfig& device, telephony::LineSettings& line) {
    if (!device.topLevelDomain.empty()) line.domain = device.topLevelDomain;
    line.deviceName = device.name;
    line.firstMediaPort = device.mediaPorts.first;
    line.lastMediaPort = device.mediaPorts.last;
    line.signallingDscp = device.marking.signalling;
    line.marks = {device.marking.audio, device.marking.video, device.marking.audioForVideo};
    if (!device.offersG722) {
        std::erase_if(line.formats, [](const media::AudioFormat& format) {
            return format.codec == media::AudioCodecKind::G722;
        });
    }
    line.registerFor = device.timers.registerExpires;
    line.keepAlive = device.timers.keepAlive;
    line.stableFor = device.timers.connectionMonitor;
    if (!device.lines.empty()) takeNumber(device.lines.front(), line);
}

net::Endpoint relayServerOf(const std::string& text) {
    constexpr std::uint16_t standardPort = 3478;  // RFC 8656, section 3.1
    const auto server = sip::parseHostPort(text);
    if (!server) return {};
    return {server->host, server->port == 0 ? standardPort : server->port};
}

telephony::PathSettings pathSettingsOf(const config::Settings& settings) {
    telephony::PathSettings path;
    const auto wish = settings.get(config::keys::endToEndMedia);
    if (wish == "eWherePossible") path.endToEnd = telephony::EndToEnd::WherePossible;
    if (wish == "eAlways") path.endToEnd = telephony::EndToEnd::Always;
    if (settings.get(config::keys::mediaPaths) == "eRelayOnly") {
        path.choice = media::PathChoice::RelayOnly;
    }
    path.stun = relayServerOf(settings.get(config::keys::stunServer));
    path.turn = relayServerOf(settings.get(config::keys::turnServer));
    path.turnUser = settings.get(config::keys::turnUser);
    path.turnPassword = core::Secret(settings.get(config::keys::turnPassword));
    return path;
}

telephony::ServiceAddresses servicesOf(const config::Settings& settings) {
    namespace keys = config::keys;
    telephony::ServiceAddresses services;
    services.conference = settings.get(keys::conferenceAddress);
    if (settings.get(keys::enableCallPark)) services.park = settings.get(keys::callParkAddress);
    services.retrieve = settings.get(keys::parkedCallAddress);
    services.pickup = settings.get(keys::callPickupAddress);
    services.pickupFrom = settings.get(keys::directedPickupAddress);
    services.forward = settings.get(keys::forwardAllAddress);
    services.stopForwarding = settings.get(keys::forwardOffAddress);
    return services;
}

}  // namespace

telephony::LineSettings lineSettingsOf(const signin::Deployment& deployment,
                                       const std::optional<core::Secret>& password) {
    telephony::LineSettings line;
    for (const auto& server : deployment.sipServers) {
        line.servers.push_back({server.endpoint, transportOf(server.transport)});
    }
    for (const auto& site : deployment.survivableSites) {
        line.survivableSites.push_back({site.endpoint, transportOf(site.transport)});
    }
    line.domain = deployment.jid.domain();
    line.displayName = deployment.displayName;
    line.authName = deployment.userId;
    line.tokens = deployment.tokens;
    line.dialRules = deployment.dialRules;
    line.path = pathSettingsOf(deployment.settings);
    line.services = servicesOf(deployment.settings);
    line.video = deployment.settings.get(config::keys::enableVideo);
    line.startsWithVideo = deployment.settings.get(config::keys::startCallWithVideo);
    if (deployment.edge) line.route = deployment.edge->sipRoute;
    if (password) line.password = *password;
    if (deployment.phonePassword) {
        line.authName = deployment.phoneUser;
        line.password = *deployment.phonePassword;
    }
    if (deployment.device) takeDevice(*deployment.device, line);
    // ENC-07: inside, sound is encrypted between devices that are set to it; the way to the edge is
    // encrypted whatever they are set to.
    if (deployment.edge) {
        line.mediaSecurity = telephony::MediaSecurity::Required;
    } else if (deployment.device &&
               deployment.device->security != config::DeviceSecurity::Encrypted) {
        line.mediaSecurity = telephony::MediaSecurity::Off;
    }
    if (!deployment.settings.get(config::keys::enablePacketMarking)) {
        // QOS-05: some networks lose packets that are marked.
        line.signallingDscp = 0;
        line.marks = {0, 0, 0};
    }
    return line;
}

media::SoundBandwidth soundBandwidthOf(const config::Settings& settings) {
    return settings.get(config::keys::lowBandwidthMode) ? media::SoundBandwidth::Low
                                                        : media::SoundBandwidth::Normal;
}

}  // namespace sidetone::client
