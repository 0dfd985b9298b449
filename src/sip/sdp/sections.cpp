// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/sdp/sections.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace sidetone::sip {
namespace {

/// The part behind "TYPE " of an attribute such as rtpmap or fmtp.
std::string_view valueFor(const MediaDescription& section, std::string_view attribute,
                          std::string_view type) {
    for (const auto value : section.attributes.values(attribute)) {
        const auto space = value.find(' ');
        if (value.substr(0, space) != type || space == std::string_view::npos) continue;
        return core::trim(value.substr(space));
    }
    return {};
}

std::string_view staticEncoding(int payloadType) {
    switch (payloadType) {
        case 0:
            return "PCMU/8000";
        case 3:
            return "GSM/8000";
        case 8:
            return "PCMA/8000";
        case 9:
            return "G722/8000";
        case 18:
            return "G729/8000";
        default:
            return {};
    }
}

/// The parameter "bitrate" of a fmtp line; 0 without.
std::uint64_t bitRateOf(std::string_view parameters) {
    for (const auto part : core::split(parameters, ';')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        if (!core::equalsIgnoringCase(core::trim(part.substr(0, equals)), "bitrate")) continue;
        return core::parseNumber(core::trim(part.substr(equals + 1))).value_or(0);
    }
    return 0;
}

/// "PCMU/8000/1" is "PCMU/8000". Some senders name the annex of G.729 here, which belongs into fmtp
/// (RFC 4856, section 2.1.9).
std::string_view standardName(std::string_view encoding) {
    if (encoding.ends_with("/1")) encoding.remove_suffix(2);
    return core::equalsIgnoringCase(encoding, "G729A/8000") ? "G729/8000" : encoding;
}

}  // namespace

std::vector<AudioFormat> formatsOf(const MediaDescription& section) {
    std::vector<AudioFormat> formats;
    for (const auto& text : section.formats) {
        const auto type = core::parseNumber(text);
        if (!type || *type > 127) continue;
        AudioFormat format;
        format.payloadType = static_cast<int>(*type);
        format.encoding = std::string(standardName(valueFor(section, "rtpmap", text)));
        if (format.encoding.empty()) format.encoding = staticEncoding(format.payloadType);
        if (format.encoding.empty()) continue;
        format.parameters = std::string(valueFor(section, "fmtp", text));
        formats.push_back(std::move(format));
    }
    return formats;
}

std::optional<int> telephoneEventOf(const std::vector<AudioFormat>& formats) {
    for (const auto& format : formats) {
        if (core::equalsIgnoringCase(format.encoding, "telephone-event/8000")) {
            return format.payloadType;
        }
    }
    return std::nullopt;
}

int telephoneEventBeside(const std::vector<AudioFormat>& formats, int wanted) {
    constexpr int firstDynamic = 96;
    constexpr int lastDynamic = 127;
    const auto isTaken = [&](int type) {
        return std::ranges::find(formats, type, &AudioFormat::payloadType) != formats.end();
    };
    int type = wanted;
    for (int next = firstDynamic; isTaken(type) && next <= lastDynamic; ++next) type = next;
    return type;
}

bool sameEncoding(const AudioFormat& a, const AudioFormat& b) {
    if (!core::equalsIgnoringCase(a.encoding, b.encoding)) return false;
    // RFC 5577 4.2: each bit rate is a format of its own.
    if (!core::equalsIgnoringCase(a.encoding, "G7221/16000")) return true;
    return bitRateOf(a.parameters) == bitRateOf(b.parameters);
}

void readEndpoints(const SessionDescription& description, const MediaDescription& section,
                   AgreedAudio& agreed) {
    agreed.remoteRtp = {description.addressOf(section), section.port};
    const auto rtcp = section.attributes.value("rtcp");
    if (rtcp.empty()) return;
    // RFC 3605: port, and an address where it differs: "53020 IN IP4 126.16.64.4".
    const auto parts = core::split(rtcp, ' ');
    const auto port = core::parseNumber(parts[0]);
    if (!port || *port == 0 || *port > 65535) return;
    net::Endpoint endpoint{agreed.remoteRtp.host, static_cast<std::uint16_t>(*port)};
    if (parts.size() == 4) endpoint.host = std::string(parts[3]);
    agreed.remoteRtcp = std::move(endpoint);
}

void readDirection(const LocalAudio& local, const SessionDescription& description,
                   const MediaDescription& section, AgreedAudio& agreed) {
    auto theirs = description.directionOf(section);
    const bool oldHold = description.addressOf(section) == "0.0.0.0";
    if (oldHold) theirs = makeDirection(sends(theirs), false);
    agreed.remoteDirection = theirs;
    agreed.direction = makeDirection(sends(local.direction) && receives(theirs),
                                     receives(local.direction) && sends(theirs));
    if (oldHold) agreed.remoteRtp.port = 0;
}

int packetTimeOf(const MediaDescription& section) {
    const auto time = core::parseNumber(core::trim(section.attributes.value("ptime")));
    return time && *time >= 10 && *time <= 60 ? static_cast<int>(*time) : 20;
}

bool isSecureProtocol(std::string_view protocol) {
    return protocol == "RTP/SAVP" || protocol == "RTP/SAVPF";
}

bool isPlainProtocol(std::string_view protocol) {
    return protocol == "RTP/AVP" || protocol == "RTP/AVPF";
}

std::vector<Crypto> keysOf(const MediaDescription& section) {
    std::vector<Crypto> keys;
    for (const auto value : section.attributes.values("crypto")) {
        auto crypto = Crypto::parse(value);
        if (crypto && !crypto->needsMore) keys.push_back(std::move(*crypto));
    }
    return keys;
}

void writeFormats(MediaDescription& section, const std::vector<AudioFormat>& formats,
                  std::optional<int> telephoneEvent) {
    for (const auto& format : formats) {
        const auto type = std::to_string(format.payloadType);
        section.formats.push_back(type);
        section.attributes.add("rtpmap", type + " " + format.encoding);
        if (!format.parameters.empty()) {
            section.attributes.add("fmtp", type + " " + format.parameters);
        }
    }
    if (!telephoneEvent) return;
    const auto type = std::to_string(*telephoneEvent);
    section.formats.push_back(type);
    section.attributes.add("rtpmap", type + " telephone-event/8000");
    section.attributes.add("fmtp", type + " 0-15");
}

SessionDescription ownDescription(const LocalAudio& local) {
    SessionDescription description;
    description.originUser = "sidetone";
    description.sessionId = local.sessionId;
    description.version = local.version;
    description.originAddress = local.rtp.host;
    description.name = "SIP Call";
    description.connection = local.rtp.host;
    return description;
}

std::optional<int> mostBitsOf(const SessionDescription& description,
                              const MediaDescription& section) {
    constexpr std::uint64_t most = 1'000'000;  // kbit/s: nonsense above
    constexpr int headers = 16'000;
    const auto find = [](const std::vector<std::string>& lines, std::string_view name) {
        for (const auto& line : lines) {
            if (!line.starts_with(name)) continue;
            return core::parseNumber(core::trim(std::string_view(line).substr(name.size())));
        }
        return std::optional<std::uint64_t>();
    };
    for (const auto* lines : {&section.bandwidth, &description.bandwidth}) {
        if (const auto bits = find(*lines, "TIAS:"); bits && *bits > 0 && *bits < most * 1000) {
            return static_cast<int>(*bits);
        }
        if (const auto kilo = find(*lines, "AS:"); kilo && *kilo > 0 && *kilo < most) {
            return std::max(static_cast<int>(*kilo) * 1000 - headers, 0);
        }
    }
    return std::nullopt;
}

int leastBitsOf(const AudioFormat& format) {
    struct Row {
        std::string_view encoding;
        int bits;
    };
    constexpr std::array<Row, 6> rows{{{"PCMU/8000", 64'000},
                                       {"PCMA/8000", 64'000},
                                       {"G722/8000", 64'000},
                                       {"G729/8000", 8'000},
                                       {"GSM/8000", 13'200},
                                       {"opus/48000/2", 6'000}}};
    for (const auto& row : rows) {
        if (core::equalsIgnoringCase(format.encoding, row.encoding)) return row.bits;
    }
    return static_cast<int>(std::min<std::uint64_t>(bitRateOf(format.parameters), 1'000'000));
}

}  // namespace sidetone::sip
