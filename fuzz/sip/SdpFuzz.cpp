// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdlib>

#include "sip/sdp/AudioNegotiation.h"

/// Any bytes as an offer and as an answer: what is read is written and read again, and an answer
/// to it always has as many media as the offer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sidetone::sip;
    const auto offer =
        SessionDescription::parse(std::string(reinterpret_cast<const char*>(data), size));
    if (!offer) return 0;
    if (!SessionDescription::parse(offer->text())) std::abort();
    LocalAudio local;
    local.rtp = {"192.0.2.1", 16384};
    local.rtcp = {"192.0.2.1", 16385};
    local.formats = {{114, "opus/48000/2", ""}, {0, "PCMU/8000", ""}};
    local.keyPolicy = KeyPolicy::Optional;
    Crypto key;
    key.suite = "AES_CM_128_HMAC_SHA1_80";
    key.keyAndSalt = sidetone::core::Secret(std::string(30, 'k'));
    local.keys = {key};
    const auto answer = answerAudioOffer(local, *offer);
    if (answer) {
        const auto again = SessionDescription::parse(answer->description.text());
        if (!again || again->media.size() != offer->media.size()) std::abort();
    }
    static_cast<void>(readAudioAnswer(local, *offer));
    return 0;
}
