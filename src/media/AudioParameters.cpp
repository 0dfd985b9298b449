// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/AudioParameters.h"

#include <array>
#include <utility>

#include "core/text.h"

namespace sidetone::media {
namespace {

struct CodecFacts {
    AudioCodecKind codec;
    std::string_view rtpmap;
    int clockRate;
    int payloadType;              ///< static (RFC 3551), or Jabber's own
    std::string_view parameters;  ///< what we like to receive (RFC 7587, section 6.1)
};

constexpr std::array<CodecFacts, 7> codecs{{
    {AudioCodecKind::Opus, "opus/48000/2", 48000, 114, "useinbandfec=1"},
    {AudioCodecKind::G722, "G722/8000", 8000, 9, ""},
    {AudioCodecKind::G7221At32, "G7221/16000", 16000, 104, "bitrate=32000"},
    {AudioCodecKind::G7221At24, "G7221/16000", 16000, 105, "bitrate=24000"},
    {AudioCodecKind::Pcmu, "PCMU/8000", 8000, 0, ""},
    {AudioCodecKind::Pcma, "PCMA/8000", 8000, 8, ""},
    {AudioCodecKind::G729, "G729/8000", 8000, 18, "annexb=no"},
}};

struct SuiteFacts {
    SrtpSuite suite;
    std::string_view name;
    std::size_t keyLength;
};

constexpr std::array<SuiteFacts, 6> suites{{
    {SrtpSuite::AeadAes256Gcm, "AEAD_AES_256_GCM", 44},
    {SrtpSuite::AeadAes128Gcm, "AEAD_AES_128_GCM", 28},
    {SrtpSuite::AesCm256Sha80, "AES_256_CM_HMAC_SHA1_80", 46},
    {SrtpSuite::AesCm256Sha32, "AES_256_CM_HMAC_SHA1_32", 46},
    {SrtpSuite::AesCm128Sha80, "AES_CM_128_HMAC_SHA1_80", 30},
    {SrtpSuite::AesCm128Sha32, "AES_CM_128_HMAC_SHA1_32", 30},
}};

const SuiteFacts& factsOf(SrtpSuite suite) {
    for (const auto& facts : suites) {
        if (facts.suite == suite) return facts;
    }
    return suites.back();
}

}  // namespace

std::string rtpmap(AudioCodecKind codec) {
    for (const auto& facts : codecs) {
        if (facts.codec == codec) return std::string(facts.rtpmap);
    }
    return {};
}

int clockRate(AudioCodecKind codec) {
    for (const auto& facts : codecs) {
        if (facts.codec == codec) return facts.clockRate;
    }
    return 8000;
}

std::optional<AudioCodecKind> codecOfRtpmap(std::string_view text, std::string_view parameters) {
    auto wanted = core::lowerAscii(core::trim(text));
    // One channel may be written out: PCMU/8000/1 is PCMU/8000 (RFC 8866, section 6.6).
    if (wanted.ends_with("000/1")) wanted.resize(wanted.size() - 2);
    if (wanted == "g7221/16000") {
        switch (formatParameter(parameters, "bitrate", 0)) {
            case 24000:
                return AudioCodecKind::G7221At24;
            case 32000:
                return AudioCodecKind::G7221At32;
            default:
                return std::nullopt;
        }
    }
    for (const auto& facts : codecs) {
        if (core::lowerAscii(facts.rtpmap) == wanted) return facts.codec;
    }
    return std::nullopt;
}

std::optional<AudioCodecKind> codecOfStaticType(int payloadType) {
    for (const auto& facts : codecs) {
        if (facts.payloadType == payloadType && payloadType < 96) return facts.codec;
    }
    return std::nullopt;
}

std::vector<AudioFormat> offeredFormats(SoundBandwidth bandwidth) {
    std::vector<AudioFormat> formats;
    for (const auto& facts : codecs) {
        if (bandwidth == SoundBandwidth::Low && facts.codec != AudioCodecKind::G729) continue;
        formats.push_back({facts.codec, facts.payloadType, std::string(facts.parameters)});
    }
    return formats;
}

long formatParameter(std::string_view parameters, std::string_view key, long fallback) {
    for (const auto part : core::split(parameters, ';')) {
        const auto equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        if (core::lowerAscii(core::trim(part.substr(0, equals))) != key) continue;
        const auto number = core::parseNumber(core::trim(part.substr(equals + 1)));
        if (number && *number <= 10'000'000) return static_cast<long>(*number);
    }
    return fallback;
}

std::string_view name(SrtpSuite suite) {
    return factsOf(suite).name;
}

std::optional<SrtpSuite> srtpSuiteOf(std::string_view text) {
    for (const auto& facts : suites) {
        const bool isOfDtls =
            facts.suite == SrtpSuite::AeadAes256Gcm || facts.suite == SrtpSuite::AeadAes128Gcm;
        if (facts.name == text && !isOfDtls) return facts.suite;
    }
    return std::nullopt;
}

std::size_t keyLength(SrtpSuite suite) {
    return factsOf(suite).keyLength;
}

SrtpKey makeSrtpKey(SrtpSuite suite, core::Random& random) {
    std::string octets(keyLength(suite), '\0');
    random.fill({reinterpret_cast<std::uint8_t*>(octets.data()), octets.size()});
    return {suite, core::Secret(std::move(octets))};
}

}  // namespace sidetone::media
