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
    int payloadType;              ///< static (RFC 3551), or Jabber's own for Opus
    std::string_view parameters;  ///< what we like to receive (RFC 7587, section 6.1)
};

constexpr std::array<CodecFacts, 4> codecs{{
    {AudioCodecKind::Opus, "opus/48000/2", 114, "useinbandfec=1"},
    {AudioCodecKind::G722, "G722/8000", 9, ""},
    {AudioCodecKind::Pcmu, "PCMU/8000", 0, ""},
    {AudioCodecKind::Pcma, "PCMA/8000", 8, ""},
}};

struct SuiteFacts {
    SrtpSuite suite;
    std::string_view name;
    std::size_t keyLength;
};

constexpr std::array<SuiteFacts, 4> suites{{
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

std::optional<AudioCodecKind> codecOfRtpmap(std::string_view text) {
    auto wanted = core::lowerAscii(core::trim(text));
    // One channel may be written out: PCMU/8000/1 is PCMU/8000 (RFC 8866, section 6.6).
    if (wanted.ends_with("/8000/1")) wanted.resize(wanted.size() - 2);
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

std::vector<AudioFormat> offeredFormats() {
    std::vector<AudioFormat> formats;
    for (const auto& facts : codecs) {
        formats.push_back({facts.codec, facts.payloadType, std::string(facts.parameters)});
    }
    return formats;
}

std::string_view name(SrtpSuite suite) {
    return factsOf(suite).name;
}

std::optional<SrtpSuite> srtpSuiteOf(std::string_view text) {
    for (const auto& facts : suites) {
        if (facts.name == text) return facts.suite;
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
