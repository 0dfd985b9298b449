// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/sdp/AudioNegotiation.h"

#include <algorithm>

#include "sip/sdp/PathAttributes.h"
#include "sip/sdp/sections.h"

namespace sidetone::sip {
namespace {

core::Error noFit(std::string why) {
    return core::fail(core::ErrorCode::Unsupported, "Agreeing on sound with the other side",
                      std::move(why));
}

void writeTransport(MediaDescription& section, const LocalAudio& local) {
    section.type = "audio";
    section.port = local.rtp.port;
    if (local.rtcp.port != 0 && local.rtcp.port != local.rtp.port + 1) {
        section.attributes.add("rtcp", std::to_string(local.rtcp.port));
    }
}

/// RFC 4568 5.1.2: the offer's first line that we can do; our key goes under the same tag.
std::optional<std::pair<Crypto, Crypto>> chooseKeys(const LocalAudio& local,
                                                    const MediaDescription& section) {
    for (auto& theirs : keysOf(section)) {
        for (auto ours : local.keys) {
            if (ours.suite != theirs.suite) continue;
            if (ours.keyAndSalt.reveal().size() != theirs.keyAndSalt.reveal().size()) continue;
            ours.tag = theirs.tag;
            return std::pair{std::move(ours), std::move(theirs)};
        }
    }
    return std::nullopt;
}

/// From both ends, of which nobody on the way knows the keys, before keys in the description.
core::Status agreeOnHandshake(const LocalAudio& local, const SessionDescription& description,
                              const MediaDescription& section, AgreedAudio& agreed) {
    agreed.byHandshake =
        local.handshake != HandshakePolicy::None && readPath(description, section).hasHandshake();
    if (!agreed.byHandshake && local.handshake == HandshakePolicy::Required) {
        return noFit("it does not encrypt sound from end to end, and this line must");
    }
    return {};
}

core::Status agreeOnKeys(const LocalAudio& local, const SessionDescription& offer,
                         const MediaDescription& section, AgreedAudio& agreed) {
    if (auto status = agreeOnHandshake(local, offer, section, agreed); !status) return status;
    if (agreed.byHandshake) return {};
    const bool secure = isSecureProtocol(section.protocol);
    if (!secure && !isPlainProtocol(section.protocol)) {
        return noFit("it wants " + section.protocol + ", which is not supported");
    }
    if (local.keyPolicy != KeyPolicy::None) {
        if (auto keys = chooseKeys(local, section)) {
            agreed.localKey = std::move(keys->first);
            agreed.remoteKey = std::move(keys->second);
            return {};
        }
    }
    if (secure) return noFit("it wants encrypted sound in a way that is not possible here");
    if (local.keyPolicy == KeyPolicy::Required) {
        return noFit("it does not encrypt sound, and this line must");
    }
    return {};
}

/// Those that the limit allows first, in their order; behind them the others, those first that
/// need the least: a call is worth more than a limit that nobody can keep.
std::vector<AudioFormat> withinFirst(std::vector<AudioFormat> formats,
                                     const std::optional<int>& mostBits) {
    if (!mostBits) return formats;
    std::ranges::stable_sort(formats, {}, [&](const AudioFormat& format) {
        return std::max(leastBitsOf(format), *mostBits);
    });
    return formats;
}

/// The first of the offer's codecs that we have and that its bandwidth allows, with the offer's
/// payload type.
core::Status agreeOnCodec(const LocalAudio& local, const MediaDescription& section,
                          AgreedAudio& agreed) {
    const auto offered = formatsOf(section);
    for (const auto& theirs : withinFirst(offered, agreed.mostBits)) {
        const auto ours =
            std::find_if(local.formats.begin(), local.formats.end(),
                         [&](const AudioFormat& format) { return sameEncoding(format, theirs); });
        if (ours == local.formats.end()) continue;
        agreed.send = theirs;
        // RFC 3264 6.1: the answer uses the offer's numbers; the parameters are our wishes.
        agreed.receive = {{theirs.payloadType, ours->encoding, ours->parameters}};
        agreed.sendTelephoneEvent = telephoneEventOf(offered);
        agreed.receiveTelephoneEvent = agreed.sendTelephoneEvent;
        return {};
    }
    return noFit("both sides have no codec in common");
}

core::Result<AgreedAudio> agree(const LocalAudio& local, const SessionDescription& offer,
                                const MediaDescription& section) {
    AgreedAudio agreed;
    agreed.mostBits = mostBitsOf(offer, section);
    if (auto keys = agreeOnKeys(local, offer, section, agreed); !keys) return keys.error();
    if (auto codec = agreeOnCodec(local, section, agreed); !codec) return codec.error();
    readEndpoints(offer, section, agreed);
    readDirection(local, offer, section, agreed);
    agreed.packetMilliseconds = packetTimeOf(section);
    return agreed;
}

MediaDescription acceptedSection(const LocalAudio& local, const MediaDescription& offered,
                                 const AgreedAudio& agreed) {
    MediaDescription section;
    writeTransport(section, local);
    section.protocol = offered.protocol;
    writeFormats(section, agreed.receive, agreed.receiveTelephoneEvent);
    if (agreed.localKey) section.attributes.add("crypto", agreed.localKey->text());
    section.attributes.add(std::string(name(agreed.direction)));
    return section;
}

/// RFC 3264 6: a refused section keeps its place, with port 0.
MediaDescription refusedSection(const MediaDescription& offered) {
    MediaDescription section;
    section.type = offered.type;
    section.protocol = offered.protocol;
    section.formats = offered.formats;
    section.attributes.add("inactive");
    return section;
}

}  // namespace

SessionDescription makeAudioOffer(const LocalAudio& local) {
    auto description = ownDescription(local);
    MediaDescription section;
    writeTransport(section, local);
    const bool byHandshake = local.handshake == HandshakePolicy::Required;
    const bool secure = local.keyPolicy != KeyPolicy::None && !local.keys.empty() && !byHandshake;
    section.protocol = byHandshake ? "UDP/TLS/RTP/SAVPF" : secure ? "RTP/SAVP" : "RTP/AVP";
    writeFormats(section, local.formats, local.telephoneEvent);
    if (secure) {
        for (const auto& key : local.keys) section.attributes.add("crypto", key.text());
    }
    section.attributes.add("ptime", "20");
    section.attributes.add(std::string(name(local.direction)));
    description.media.push_back(std::move(section));
    return description;
}

core::Result<AudioAnswer> answerAudioOffer(const LocalAudio& local,
                                           const SessionDescription& offer) {
    AudioAnswer answer;
    answer.description = ownDescription(local);
    bool found = false;
    auto why = noFit("it offers no sound");
    for (const auto& section : offer.media) {
        if (found || section.type != "audio" || section.port == 0) {
            answer.description.media.push_back(refusedSection(section));
            continue;
        }
        auto agreed = agree(local, offer, section);
        if (!agreed) {
            why = agreed.error();
            answer.description.media.push_back(refusedSection(section));
            continue;
        }
        found = true;
        answer.description.media.push_back(acceptedSection(local, section, *agreed));
        answer.agreed = std::move(*agreed);
    }
    if (!found) return why;
    return answer;
}

core::Result<AgreedAudio> readAudioAnswer(const LocalAudio& local,
                                          const SessionDescription& answer) {
    const auto at = std::find_if(answer.media.begin(), answer.media.end(),
                                 [](const auto& section) { return section.type == "audio"; });
    if (at == answer.media.end() || at->port == 0) return noFit("it refused sound");
    const auto& section = *at;
    AgreedAudio agreed;
    if (auto status = agreeOnHandshake(local, answer, section, agreed); !status) {
        return status.error();
    }
    const bool offeredKeys =
        local.keyPolicy != KeyPolicy::None && !local.keys.empty() && !agreed.byHandshake;
    for (auto& theirs : keysOf(section)) {
        // The answer's tag names the line of our offer.
        const auto ours =
            std::find_if(local.keys.begin(), local.keys.end(), [&](const Crypto& key) {
                return offeredKeys && key.tag == theirs.tag && key.suite == theirs.suite;
            });
        if (ours == local.keys.end()) continue;
        agreed.localKey = *ours;
        agreed.remoteKey = std::move(theirs);
        break;
    }
    if (!agreed.remoteKey && !agreed.byHandshake && local.keyPolicy == KeyPolicy::Required) {
        return noFit("it does not encrypt sound, and this line must");
    }
    agreed.mostBits = mostBitsOf(answer, section);
    const auto answered = withinFirst(formatsOf(section), agreed.mostBits);
    const auto chosen = std::find_if(answered.begin(), answered.end(), [&](const auto& theirs) {
        return std::any_of(local.formats.begin(), local.formats.end(),
                           [&](const auto& ours) { return sameEncoding(ours, theirs); });
    });
    if (chosen == answered.end()) return noFit("both sides have no codec in common");
    agreed.send = *chosen;
    // RFC 3264 5.1: whoever offered must take any of the offered formats.
    agreed.receive = local.formats;
    agreed.sendTelephoneEvent = telephoneEventOf(answered);
    if (agreed.sendTelephoneEvent) agreed.receiveTelephoneEvent = local.telephoneEvent;
    readEndpoints(answer, section, agreed);
    readDirection(local, answer, section, agreed);
    agreed.packetMilliseconds = packetTimeOf(section);
    return agreed;
}

}  // namespace sidetone::sip
