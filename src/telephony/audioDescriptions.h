// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "media/AudioParameters.h"
#include "sip/sdp/AudioNegotiation.h"
#include "telephony/LineSettings.h"

namespace sidetone::telephony {

// Between the words of SDP and those of the media engine.

/// All codecs of the engine, best first: Opus, G.722, PCMU, PCMA.
[[nodiscard]] std::vector<sip::AudioFormat> offeredFormats();
/// A fresh key for each suite that is offered, strongest first.
[[nodiscard]] std::vector<sip::Crypto> makeKeys(core::Random& random);
/// Keys travel in the clear on anything but TLS, so there they are not offered (ENC-08).
[[nodiscard]] sip::KeyPolicy keyPolicyFor(MediaSecurity security, sip::TransportKind transport);
/// What was agreed, for the engine. Unsupported where it has no such codec or suite.
[[nodiscard]] core::Result<media::AudioParameters> parametersOf(const sip::AgreedAudio& agreed);

}  // namespace sidetone::telephony
