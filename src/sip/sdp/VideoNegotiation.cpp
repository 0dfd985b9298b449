// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/sdp/VideoNegotiation.h"

#include <algorithm>

#include "core/text.h"
#include "sip/sdp/sections.h"

namespace sidetone::sip {
namespace {

constexpr std::string_view encoding = "H264/90000";

core::Error noFit(std::string why) {
    return core::fail(core::ErrorCode::Unsupported, "Agreeing on video with the other side",
                      std::move(why));
}

VideoFormat formatOf(int payloadType, std::uint8_t profile, std::uint8_t constraints, int mode) {
    H264Parameters parameters;
    parameters.profile = profile;
    parameters.constraints = constraints;
    parameters.level = 31;
    parameters.packetizationMode = mode;
    parameters.levelAsymmetry = true;
    parameters.maxMacroblocks = 3600;
    parameters.maxMacroblocksPerSecond = 108000;
    return {payloadType, parameters};
}

/// The H.264 formats of a section that make sense.
std::vector<VideoFormat> videoFormatsOf(const MediaDescription& section) {
    std::vector<VideoFormat> formats;
    for (const auto& format : formatsOf(section)) {
        if (!core::equalsIgnoringCase(format.encoding, encoding)) continue;
        const auto parameters = H264Parameters::parse(format.parameters);
        if (parameters) formats.push_back({format.payloadType, *parameters});
    }
    return formats;
}

void writeTransport(MediaDescription& section, const LocalVideo& local) {
    section.type = "video";
    section.port = local.rtp.port;
    if (local.mostBits > 0) section.bandwidth = {"TIAS:" + std::to_string(local.mostBits)};
    if (local.rtcp.port != 0 && local.rtcp.port != local.rtp.port + 1) {
        section.attributes.add("rtcp", std::to_string(local.rtcp.port));
    }
}

void writeBody(MediaDescription& section, const std::vector<VideoFormat>& formats) {
    std::vector<AudioFormat> written;
    for (const auto& format : formats) {
        written.push_back({format.payloadType, std::string(encoding), format.parameters.text()});
    }
    writeFormats(section, written, std::nullopt);
    // As Cisco's clients write it, whatever the profile of m= is; see the reference of theirs.
    for (const auto* kind :
         {"* nack", "* nack pli", "* ccm fir", "* ccm tmmbr", "* goog-remb", "* ack ccfb"}) {
        section.attributes.add("rtcp-fb", std::string(kind));
    }
}

FeedbackKinds feedbackOf(const MediaDescription& section, int payloadType) {
    FeedbackKinds kinds;
    for (const auto value : section.attributes.values("rtcp-fb")) {
        const auto space = value.find(' ');
        const auto type = value.substr(0, space);
        if (space == std::string_view::npos) continue;
        if (type != "*" && type != std::to_string(payloadType)) continue;
        const auto kind = core::trim(value.substr(space));
        kinds.nack = kinds.nack || kind == "nack";
        kinds.pictureLoss = kinds.pictureLoss || kind == "nack pli";
        kinds.fullIntra = kinds.fullIntra || kind == "ccm fir";
        kinds.tmmbr = kinds.tmmbr || kind.starts_with("ccm tmmbr");
        kinds.remb = kinds.remb || kind == "goog-remb";
        kinds.arrivals = kinds.arrivals || kind == "ack ccfb";
    }
    return kinds;
}

/// b=TIAS is bit/s without headers, b=AS kbit/s with them (RFC 3890).
std::optional<int> bitsIn(const std::vector<std::string>& lines, int headers) {
    constexpr std::uint64_t most = 1'000'000;
    const auto find = [&](std::string_view name) {
        for (const auto& line : lines) {
            if (!line.starts_with(name)) continue;
            return core::parseNumber(core::trim(std::string_view(line).substr(name.size())));
        }
        return std::optional<std::uint64_t>();
    };
    if (const auto bits = find("TIAS:"); bits && *bits < most * 1000) {
        return static_cast<int>(*bits);
    }
    const auto kilo = find("AS:");
    if (!kilo || *kilo >= most) return std::nullopt;
    return std::max(static_cast<int>(*kilo) * 1000 - headers, 0);
}

void readCommon(const LocalVideo& local, const SessionDescription& description,
                const MediaDescription& section, AgreedVideo& agreed) {
    // Headers of a picture in one packet, 30 times a second; of a call those of sound as well.
    constexpr int videoHeaders = 9'600;
    constexpr int callHeaders = videoHeaders + 16'000;
    agreed.mostBits = bitsIn(section.bandwidth, videoHeaders);
    agreed.mostCallBits = bitsIn(description.bandwidth, callHeaders);
    agreed.feedback = feedbackOf(section, agreed.send.payloadType);
    LocalAudio direction;
    direction.direction = local.direction;
    AgreedAudio read;
    readEndpoints(description, section, read);
    readDirection(direction, description, section, read);
    agreed.remoteRtp = read.remoteRtp;
    agreed.remoteRtcp = read.remoteRtcp;
    agreed.direction = read.direction;
    agreed.remoteDirection = read.remoteDirection;
}

core::Status agreeOnKeys(const LocalVideo& local, const MediaDescription& section,
                         AgreedVideo& agreed) {
    const bool secure = isSecureProtocol(section.protocol);
    if (!secure && !isPlainProtocol(section.protocol)) {
        return noFit("it wants " + section.protocol + ", which is not supported");
    }
    if (local.keyPolicy == KeyPolicy::None) {
        if (secure) return noFit("it wants encrypted video, which is not possible here");
        return {};
    }
    for (auto& theirs : keysOf(section)) {
        const auto ours = std::ranges::find_if(local.keys, [&](const Crypto& key) {
            return key.suite == theirs.suite &&
                   key.keyAndSalt.reveal().size() == theirs.keyAndSalt.reveal().size();
        });
        if (ours == local.keys.end()) continue;
        agreed.localKey = *ours;
        agreed.localKey->tag = theirs.tag;
        agreed.remoteKey = std::move(theirs);
        return {};
    }
    if (secure || local.keyPolicy == KeyPolicy::Required) {
        return noFit("it does not encrypt video in a way that is possible here");
    }
    return {};
}

/// RFC 6184, section 8.2.2: the answer repeats family and mode; the level is ours where both
/// allow two, else the lower one.
H264Parameters answerParameters(const H264Parameters& ours, const H264Parameters& theirs) {
    auto answer = ours;
    answer.profile = theirs.profile;
    answer.constraints = theirs.constraints;
    answer.packetizationMode = theirs.packetizationMode;
    answer.levelAsymmetry = ours.levelAsymmetry && theirs.levelAsymmetry;
    if (!answer.levelAsymmetry && theirs.level < ours.level) {
        answer.level = theirs.level;
        // What goes beyond that level stays said.
    }
    return answer;
}

}  // namespace

std::vector<VideoFormat> offeredVideoFormats() {
    return {formatOf(98, 0x64, 0x0C, 1), formatOf(126, 0x42, 0xE0, 1), formatOf(97, 0x42, 0xE0, 0)};
}

MediaDescription makeVideoSection(const LocalVideo& local) {
    MediaDescription section;
    writeTransport(section, local);
    const bool secure = local.keyPolicy != KeyPolicy::None && !local.keys.empty();
    section.protocol = secure ? "RTP/SAVP" : "RTP/AVP";
    writeBody(section, local.formats);
    if (secure) {
        for (const auto& key : local.keys) section.attributes.add("crypto", key.text());
    }
    section.attributes.add("content", "main");
    section.attributes.add(std::string(name(local.direction)));
    return section;
}

std::optional<std::size_t> mainVideoOf(const SessionDescription& description) {
    for (std::size_t i = 0; i < description.media.size(); ++i) {
        const auto& section = description.media[i];
        if (section.type != "video" || section.port == 0) continue;
        const auto content = section.attributes.value("content");
        if (content.find("slides") == std::string_view::npos) return i;
    }
    return std::nullopt;
}

core::Result<VideoAnswer> answerVideo(const LocalVideo& local, const SessionDescription& offer,
                                      const MediaDescription& section) {
    VideoAnswer answer;
    auto& agreed = answer.agreed;
    if (auto keys = agreeOnKeys(local, section, agreed); !keys) return keys.error();
    const auto offered = videoFormatsOf(section);
    std::optional<VideoFormat> written;
    for (const auto& theirs : offered) {
        const auto ours = std::ranges::find_if(local.formats, [&](const VideoFormat& format) {
            return canAnswer(format.parameters, theirs.parameters);
        });
        if (ours == local.formats.end()) continue;
        agreed.send = theirs;
        agreed.limit = sendable(ours->parameters, theirs.parameters);
        written =
            VideoFormat{theirs.payloadType, answerParameters(ours->parameters, theirs.parameters)};
        break;
    }
    if (!written) return noFit("both sides have no video codec in common");
    agreed.receive = {written->payloadType};
    readCommon(local, offer, section, agreed);
    writeTransport(answer.section, local);
    answer.section.protocol = section.protocol;
    writeBody(answer.section, {*written});
    if (agreed.localKey) answer.section.attributes.add("crypto", agreed.localKey->text());
    if (section.attributes.has("content")) answer.section.attributes.add("content", "main");
    answer.section.attributes.add(std::string(name(agreed.direction)));
    return answer;
}

core::Result<AgreedVideo> readVideoAnswer(const LocalVideo& local, const SessionDescription& answer,
                                          const MediaDescription& section) {
    if (section.port == 0) return noFit("it refused video");
    AgreedVideo agreed;
    const bool offeredKeys = local.keyPolicy != KeyPolicy::None && !local.keys.empty();
    for (auto& theirs : keysOf(section)) {
        const auto ours = std::ranges::find_if(local.keys, [&](const Crypto& key) {
            return offeredKeys && key.tag == theirs.tag && key.suite == theirs.suite;
        });
        if (ours == local.keys.end()) continue;
        agreed.localKey = *ours;
        agreed.remoteKey = std::move(theirs);
        break;
    }
    if (!agreed.remoteKey && offeredKeys) return noFit("it does not encrypt video");
    for (const auto& theirs : videoFormatsOf(section)) {
        const auto ours = std::ranges::find_if(local.formats, [&](const VideoFormat& format) {
            return sameConfiguration(format.parameters, theirs.parameters);
        });
        if (ours == local.formats.end()) continue;
        agreed.send = theirs;
        agreed.limit = sendable(ours->parameters, theirs.parameters);
        for (const auto& format : local.formats) agreed.receive.push_back(format.payloadType);
        readCommon(local, answer, section, agreed);
        return agreed;
    }
    return noFit("both sides have no video codec in common");
}

}  // namespace sidetone::sip
