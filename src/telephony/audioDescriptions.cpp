// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/audioDescriptions.h"

#include <algorithm>

#include "sip/sdp/sections.h"

namespace sidetone::telephony {
namespace {

core::Error unsupported(const std::string& what) {
    return core::fail(core::ErrorCode::Unsupported, "Setting up the sound of a call",
                      what + " is not supported");
}

core::Result<media::AudioFormat> formatOf(const sip::AudioFormat& format) {
    const auto codec = media::codecOfRtpmap(format.encoding, format.parameters);
    if (!codec) return unsupported(format.encoding);
    return media::AudioFormat{*codec, format.payloadType, format.parameters};
}

core::Result<media::SrtpKey> keyOf(const sip::Crypto& crypto) {
    const auto suite = media::srtpSuiteOf(crypto.suite);
    if (!suite) return unsupported(crypto.suite);
    return media::SrtpKey{*suite, crypto.keyAndSalt};
}

}  // namespace

media::MediaDirection mediaDirectionOf(sip::Direction direction) {
    switch (direction) {
        case sip::Direction::SendReceive:
            return media::MediaDirection::SendReceive;
        case sip::Direction::SendOnly:
            return media::MediaDirection::SendOnly;
        case sip::Direction::ReceiveOnly:
            return media::MediaDirection::ReceiveOnly;
        case sip::Direction::Inactive:
            return media::MediaDirection::Inactive;
    }
    return media::MediaDirection::Inactive;
}

int mostBitsOf(const sip::AudioFormat& format) {
    constexpr int opus = 64'000;
    const auto codec = media::codecOfRtpmap(format.encoding, format.parameters);
    return codec == media::AudioCodecKind::Opus ? opus : sip::leastBitsOf(format);
}

std::vector<sip::AudioFormat> formatsOf(const std::vector<media::AudioFormat>& formats) {
    std::vector<sip::AudioFormat> written;
    for (const auto& format : formats) {
        written.push_back({format.payloadType, media::rtpmap(format.codec), format.parameters});
    }
    return written;
}

std::vector<sip::Crypto> makeKeys(core::Random& random) {
    std::vector<sip::Crypto> keys;
    int tag = 0;
    for (const auto suite : {media::SrtpSuite::AesCm256Sha80, media::SrtpSuite::AesCm128Sha80}) {
        auto key = media::makeSrtpKey(suite, random);
        sip::Crypto crypto;
        crypto.tag = ++tag;
        crypto.suite = std::string(media::name(suite));
        crypto.keyAndSalt = std::move(key.keyAndSalt);
        keys.push_back(std::move(crypto));
    }
    return keys;
}

sip::KeyPolicy keyPolicyFor(MediaSecurity security, sip::TransportKind transport) {
    if (security == MediaSecurity::Required) return sip::KeyPolicy::Required;
    const bool possible =
        security == MediaSecurity::BestEffort && transport == sip::TransportKind::Tls;
    return possible ? sip::KeyPolicy::Optional : sip::KeyPolicy::None;
}

core::Result<media::AudioParameters> parametersOf(const sip::AgreedAudio& agreed) {
    media::AudioParameters parameters;
    parameters.remoteRtp = agreed.remoteRtp;
    parameters.remoteRtcp = agreed.remoteRtcp;
    auto send = formatOf(agreed.send);
    if (!send) return send.error();
    parameters.send = std::move(*send);
    // Only Opus can be made to send less; the others have one rate each.
    if (agreed.mostBits && parameters.send.codec == media::AudioCodecKind::Opus) {
        auto& wishes = parameters.send.parameters;
        const long most = media::formatParameter(wishes, "maxaveragebitrate", 510'000);
        wishes = "maxaveragebitrate=" + std::to_string(std::min<long>(most, *agreed.mostBits)) +
                 ";" + wishes;
    }
    for (const auto& format : agreed.receive) {
        auto receive = formatOf(format);
        if (!receive) return receive.error();
        parameters.receive.push_back(std::move(*receive));
    }
    parameters.sendTelephoneEvent = agreed.sendTelephoneEvent;
    parameters.receiveTelephoneEvent = agreed.receiveTelephoneEvent;
    parameters.packetMilliseconds = agreed.packetMilliseconds;
    if (agreed.localKey && agreed.remoteKey) {
        auto local = keyOf(*agreed.localKey);
        auto remote = keyOf(*agreed.remoteKey);
        if (!local) return local.error();
        if (!remote) return remote.error();
        parameters.localKey = std::move(*local);
        parameters.remoteKey = std::move(*remote);
    }
    parameters.direction = mediaDirectionOf(agreed.direction);
    return parameters;
}

}  // namespace sidetone::telephony
